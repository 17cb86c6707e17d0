// A fact box in the editor: an aside that holds paragraphs, headings, lists, tables, or a quotation alone.
import { Node } from "django-prose-editor/editor";

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
      enabled: (editor) => editor.can().toggleWrap("factBox"),
      command: (editor) => editor.chain().focus().toggleWrap("factBox").run(),
    });
  },
});
