"""The project's addresses: the newsroom's own, the admin, and what a site has beside its content."""

from django.contrib import admin
from django.urls import include, path

from newsroom import machines, views
from newsroom.manifest import manifest

urlpatterns = [
    path("", include("articles.urls")),
    path("<language:language>/cookies/", views.CookiePage.as_view(), name="cookies"),
    path("<language:language>/cookies/saved/", views.CookiesSaved.as_view(), name="cookies_saved"),
    path("<language:language>/accessibility/", views.AccessibilityPage.as_view(), name="accessibility"),
    path(".well-known/gpc.json", views.privacy_control, name="privacy_control"),
    path("<language:language>/manifest.webmanifest", manifest, name="manifest"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("<slug:key>.txt", machines.indexnow_key, name="indexnow_key"),
    path("health/", views.health, name="health"),
    path("admin/", admin.site.urls),
]

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
handler500 = views.server_error
