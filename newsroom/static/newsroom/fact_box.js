// A fact box in the editor: an aside that holds paragraphs, headings, lists, tables, or a quotation alone.
import { Node } from "django-prose-editor/editor";

// The button takes a whole box away, wherever in it the cursor is; what stands in it stays.
function unwrap({ state: { selection: { $from } }, tr }) {
  let depth = $from.depth;
  while ($from.node(depth).type.name !== "factBox") depth -= 1;
  const [start, box] = [$from.before(depth), $from.node(depth)];
  tr.replaceWith(start, start + box.nodeSize, box.content);
  return true;
}

function toggle(editor) {
  const chain = editor.chain().focus();
  if (editor.isActive("factBox")) {
    chain.command(unwrap).setTextSelection(editor.state.selection.from - 1).run();
  } else {
    chain.wrapIn("factBox").run();
  }
}

export const FactBox = Node.create({
  name: "factBox",
  group: "block",
  content: "block+",
  defining: true,

  addOptions() {
    return { label: "" };
  },

  parseHTML() {
    return [{ tag: "aside" }];
  },

  renderHTML() {
    return ["aside", 0];
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "factBox",
      groups: "nodes",
      button: buttons.text(this.options.label),
      active: (editor) => editor.isActive("factBox"),
      enabled: (editor) => editor.isActive("factBox") || editor.can().wrapIn("factBox"),
      command: toggle,
    });
  },
});
