/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-window-private.h"

#include <glib/gi18n.h>

#include "ear-actions-page.h"
#include "ear-create-page.h"
#include "ear-exchange-page.h"
#include "ear-focus-keeper.h"
#include "ear-heard-page.h"
#include "ear-look-page.h"
#include "ear-outside.h"
#include "ear-priorities-page.h"
#include "ear-recovery.h"
#include "ear-reports-page.h"
#include "ear-session-page.h"
#include "ear-sessions-page.h"
#include "ear-state.h"
#include "ear-unlock-page.h"
#include "ear-voices-page.h"
#include "ear-welcome-page.h"
#include "ear-what-matters-page.h"

G_DEFINE_FINAL_TYPE (EarWindow, ear_window, ADW_TYPE_APPLICATION_WINDOW)

typedef struct
{
  const char *name;
  const char *title;
  const char *icon;
  GType (*get_type) (void);
} PageInfo;

/* The one that stands in the sidebar only while there is something on it. */
#define LOOK_PAGE "look"

/* In the order of the sidebar and of Alt+1 to Alt+9. */
static const PageInfo pages[] = {
  { "sessions", N_ ("Sessions"), "x-office-calendar-symbolic", ear_sessions_page_get_type },
  { "voices", N_ ("Voices"), "audio-input-microphone-symbolic", ear_voices_page_get_type },
  { "what-matters", N_ ("What Matters"), "emote-love-symbolic", ear_what_matters_page_get_type },
  { "priorities", N_ ("Priorities"), "view-list-ordered-symbolic", ear_priorities_page_get_type },
  { "heard", N_ ("Who We’ve Heard"), "system-users-symbolic", ear_heard_page_get_type },
  { "actions", N_ ("You Said, We Did"), "object-select-symbolic", ear_actions_page_get_type },
  { "exchange", N_ ("Exchange"), "send-to-symbolic", ear_exchange_page_get_type },
  { "reports", N_ ("Reports"), "x-office-document-symbolic", ear_reports_page_get_type },
  { LOOK_PAGE, N_ ("Needs a Look"), "dialog-question-symbolic", ear_look_page_get_type },
};

static const PageInfo *
page_info (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (g_str_equal (pages[i].name, name))
        return &pages[i];
    }
  return NULL;
}

/* Pages are made when they are first shown and keep their state as long as the workbook is open. */
static AdwNavigationPage *
ensure_page (EarWindow *window, const PageInfo *info)
{
  AdwNavigationPage *page = g_hash_table_lookup (window->pages, info->name);
  GtkWidget *child;

  if (page != NULL)
    return page;
  child = g_object_new (info->get_type (), NULL);
  if (ADW_IS_NAVIGATION_PAGE (child))
    {
      /* Sessions: the list and, behind it, one session. What is pushed goes when the view is emptied. */
      adw_navigation_view_push (window->sessions, ADW_NAVIGATION_PAGE (child));
      page = window->sessions_content;
    }
  else
    {
      page = adw_navigation_page_new (child, _ (info->title));
    }
  g_hash_table_insert (window->pages, (gpointer) info->name, g_object_ref_sink (page));
  g_object_set (child, "workbook", window->workbook, NULL);
  return page;
}

static void
add_sidebar_row (EarWindow *window, const PageInfo *info)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (info->title));
  g_autofree char *tooltip = g_strdup_printf (_ ("%s (Alt+%u)"), _ (info->title), (guint) (info - pages) + 1);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (info->icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, tooltip);
  gtk_widget_set_name (row, info->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (info->title), -1);
  gtk_list_box_append (window->sidebar_list, row);
  if (!g_str_equal (info->name, LOOK_PAGE))
    return;
  window->look_row = row;
  window->look_badge = gtk_label_new (NULL);
  gtk_widget_set_hexpand (window->look_badge, TRUE);
  gtk_widget_set_halign (window->look_badge, GTK_ALIGN_END);
  gtk_widget_set_valign (window->look_badge, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (window->look_badge, "look-badge");
  gtk_widget_add_css_class (window->look_badge, "numeric");
  gtk_box_append (GTK_BOX (box), window->look_badge);
  gtk_widget_set_visible (row, FALSE);
}

static void
look_counted_cb (EarWindow *window)
{
  guint n = ear_look_counter_get (window->look_counter);
  g_autofree char *number = g_strdup_printf ("%'u", n);
  g_autofree char *name
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Needs a Look, %'u thing", "Needs a Look, %'u things", n), n);

  gtk_label_set_text (GTK_LABEL (window->look_badge), number);
  gtk_widget_set_visible (window->look_badge, n > 0);
  gtk_widget_set_visible (window->look_row, n > 0 || g_strcmp0 (window->shown, LOOK_PAGE) == 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (window->look_row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  n > 0 ? name : _ ("Needs a Look"), -1);
}

static void
row_activated_cb (EarWindow *window, GtkListBoxRow *row)
{
  const PageInfo *info = &pages[gtk_list_box_row_get_index (row)];

  /* Again on Sessions, from within a session: back to the list. */
  if (window->shown == info->name && g_str_equal (info->name, "sessions"))
    adw_navigation_view_pop_to_tag (window->sessions, "list");
  ear_window_show_page (window, info->name);
}

/* The arrows select rows on their way; what is selected when the focus goes elsewhere is what is shown. */
static void
sidebar_left_cb (EarWindow *window)
{
  const PageInfo *info = window->shown == NULL ? NULL : page_info (window->shown);

  if (info != NULL)
    gtk_list_box_select_row (window->sidebar_list, gtk_list_box_get_row_at_index (window->sidebar_list, (int) (info - pages)));
}

static void
sessions_changed_cb (EarWindow *window)
{
  ear_window_update_actions (window);
}

static void
show_start (EarWindow *window, AdwNavigationPage *page)
{
  adw_navigation_view_pop_to_tag (window->start, "welcome");
  if (page != NULL)
    adw_navigation_view_push (window->start, page);
  gtk_stack_set_visible_child_name (window->stack, "start");
  ear_window_update_actions (window);
}

static void
recovered_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarWindow) window = data;
  g_autoptr (GError) error = NULL;
  guint n = ear_recovery_finish (result, &error);

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    {
      ear_window_show_error (window, _ ("What was typed last could not be brought back"), error);
    }
  else if (n > 0)
    {
      g_autofree char *text
        = g_strdup_printf (ngettext ("%u voice that was not yet saved when Earshot stopped is saved now",
                                     "%u voices that were not yet saved when Earshot stopped are saved now", n),
                           n);

      ear_window_toast (window, text);
    }
}

static void
drop_pages (EarWindow *window)
{
  adw_navigation_split_view_set_content (window->split, NULL);
  g_hash_table_remove_all (window->pages);
  adw_navigation_view_replace (window->sessions, NULL, 0);
  window->shown = NULL;
}

/* Every draft that was under way is on disk; what follows it stands in the queue, and closing waits for the queue. */
static void
drafts_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarWindow) window = data;
  g_autoptr (GHashTable) drafts = ear_workbook_load_drafts_finish (EAR_WORKBOOK (source), result, NULL);

  ear_look_counter_set_workbook (window->look_counter, NULL);
  ear_workbook_close (EAR_WORKBOOK (source));
  g_clear_object (&window->workbook);
  window->closing = FALSE;
  gtk_window_set_title (GTK_WINDOW (window), _ ("Earshot"));
  if (window->quitting)
    gtk_window_destroy (GTK_WINDOW (window));
  else
    show_start (window, NULL);
}

/* All work that was asked for is done, and the drafts of what it wrote are being forgotten. */
static void
work_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ear_workbook_run_finish (EAR_WORKBOOK (source), result, NULL);
  ear_workbook_load_drafts_async (EAR_WORKBOOK (source), drafts_done_cb, data);
}

static gpointer
nothing_job (EarStore *store G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED,
             GError **error G_GNUC_UNUSED)
{
  return NULL;
}

/* Pages write what is still only in their fields as they go. A last piece of work then stands in the queue behind
 * theirs, so that its answer comes after all of theirs. */
static void
put_away (EarWindow *window)
{
  if (window->closing)
    return;
  window->closing = TRUE;
  ear_window_forget_undo (window);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  ear_scrub_box_set_workbook (window->scrub_box, NULL);
  gtk_stack_set_visible_child_name (window->stack, "closing");
  drop_pages (window);
  ear_window_update_actions (window);
  ear_workbook_run_async (window->workbook, FALSE, nothing_job, NULL, NULL, NULL, NULL, work_done_cb, g_object_ref (window));
}

static gboolean
ear_window_close_request (GtkWindow *gtk_window)
{
  EarWindow *window = EAR_WINDOW (gtk_window);
  int width, height;

  gtk_window_get_default_size (gtk_window, &width, &height);
  ear_state_set_size (width, height, gtk_window_is_maximized (gtk_window));
  if (window->workbook == NULL)
    return GTK_WINDOW_CLASS (ear_window_parent_class)->close_request (gtk_window);
  window->quitting = TRUE;
  put_away (window);
  return TRUE;
}

static void
close_workbook_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  if (EAR_WINDOW (widget)->workbook != NULL)
    put_away (EAR_WINDOW (widget));
}

static void
ear_window_dispose (GObject *object)
{
  EarWindow *window = EAR_WINDOW (object);

  ear_window_forget_undo (window);
  if (window->pages != NULL)
    drop_pages (window);
  g_clear_pointer (&window->pages, g_hash_table_unref);
  if (window->look_counter != NULL)
    ear_look_counter_set_workbook (window->look_counter, NULL);
  g_clear_object (&window->look_counter);
  if (window->workbook != NULL)
    ear_workbook_close (window->workbook);
  g_clear_object (&window->workbook);
  g_clear_object (&window->sessions_content);
  g_clear_object (&window->sessions);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_WINDOW);
  G_OBJECT_CLASS (ear_window_parent_class)->dispose (object);
}

static void
ear_window_class_init (EarWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = ear_window_close_request;

  g_type_ensure (EAR_TYPE_WELCOME_PAGE);
  g_type_ensure (EAR_TYPE_SCRUB_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EarWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, scrub_box);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, start);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, split);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, sidebar_title);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, sidebar_list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_left_cb);
  gtk_widget_class_install_action (widget_class, "win.close-workbook", NULL, close_workbook_action);
  ear_window_install_actions (widget_class);
  ear_window_install_voice_actions (widget_class);
}

static void
ear_window_init (EarWindow *window)
{
  int width, height;
  gboolean maximised;

  gtk_widget_init_template (GTK_WIDGET (window));
  ear_focus_keeper_watch (GTK_WINDOW (window));
  window->pages = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  window->sessions = g_object_ref_sink (ADW_NAVIGATION_VIEW (adw_navigation_view_new ()));
  window->sessions_content = g_object_ref_sink (adw_navigation_page_new (GTK_WIDGET (window->sessions), _ ("Sessions")));
  g_signal_connect_object (window->sessions, "notify::visible-page", G_CALLBACK (sessions_changed_cb), window,
                           G_CONNECT_SWAPPED);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    add_sidebar_row (window, &pages[i]);
  window->look_counter = ear_look_counter_new ();
  g_signal_connect_object (window->look_counter, "notify::count", G_CALLBACK (look_counted_cb), window, G_CONNECT_SWAPPED);
  if (ear_state_get_size (&width, &height, &maximised))
    gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  if (maximised)
    gtk_window_maximize (GTK_WINDOW (window));
  ear_window_update_actions (window);
}

EarWindow *
ear_window_new (GtkApplication *application)
{
  return g_object_new (EAR_TYPE_WINDOW, "application", application, NULL);
}

EarWindow *
ear_window_of (GtkWidget *widget)
{
  return EAR_WINDOW (gtk_widget_get_ancestor (widget, EAR_TYPE_WINDOW));
}

EarWorkbook *
ear_window_get_workbook (EarWindow *window)
{
  return window->workbook;
}

/**
 * ear_window_take_workbook:
 * @workbook: (transfer full): an open workbook
 *
 * Shows the workbook's sessions, and brings back what was typed in it and not saved.
 */
void
ear_window_take_workbook (EarWindow *window, EarWorkbook *workbook)
{
  g_autofree char *file = ear_outside_file_name (ear_workbook_get_path (workbook));
  char *ending = g_strrstr (file, ".earshot");

  g_return_if_fail (window->workbook == NULL);

  if (ending != NULL)
    *ending = '\0';
  window->workbook = workbook;
  ear_window_watch_erasures (window);
  ear_look_counter_set_workbook (window->look_counter, workbook);
  ear_scrub_box_set_workbook (window->scrub_box, workbook);
  ear_state_add_recent (ear_workbook_get_path (workbook));
  adw_window_title_set_subtitle (window->sidebar_title, file);
  gtk_window_set_title (GTK_WINDOW (window), file);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  adw_navigation_view_pop_to_tag (window->start, "welcome");
  gtk_stack_set_visible_child_name (window->stack, "workbook");
  ear_window_show_page (window, pages[0].name);
  ear_recovery_run_async (workbook, recovered_cb, g_object_ref (window));
}

void
ear_window_open_file (EarWindow *window, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    {
      ear_window_toast (window, _ ("That file is not on this computer. Copy it here first, then open it."));
      return;
    }
  show_start (window, ear_unlock_page_new (path));
}

void
ear_window_show_create (EarWindow *window)
{
  show_start (window, ear_create_page_new ());
}

void
ear_window_show_page (EarWindow *window, const char *name)
{
  const PageInfo *info = page_info (name);
  AdwNavigationPage *page;

  g_return_if_fail (info != NULL);

  if (window->workbook == NULL || window->closing)
    return;
  page = ensure_page (window, info);
  if (adw_navigation_split_view_get_content (window->split) != page)
    adw_navigation_split_view_set_content (window->split, page);
  window->shown = info->name;
  look_counted_cb (window);
  gtk_list_box_select_row (window->sidebar_list, gtk_list_box_get_row_at_index (window->sidebar_list, (int) (info - pages)));
  adw_navigation_split_view_set_show_content (window->split, TRUE);
  ear_window_update_actions (window);
}

void
ear_window_open_session (EarWindow *window, const EarId *session)
{
  AdwNavigationPage *shown;
  AdwNavigationPage *page;

  ear_window_show_page (window, "sessions");
  if (window->workbook == NULL)
    return;
  shown = adw_navigation_view_get_visible_page (window->sessions);
  if (EAR_IS_SESSION_PAGE (shown) && ear_id_equal (ear_session_page_get_session (EAR_SESSION_PAGE (shown)), session))
    return;
  adw_navigation_view_pop_to_tag (window->sessions, "list");
  /* A session has its own toasts, above its line; these would cover it. */
  adw_toast_overlay_dismiss_all (window->toasts);
  page = ear_session_page_new (window->workbook, session);
  adw_navigation_view_push (window->sessions, page);
  /* Not when the page has slid in: somebody is typing already. */
  ear_session_page_focus_line (EAR_SESSION_PAGE (page));
}

void
ear_window_show_voices (EarWindow *window, const EarVoiceFilter *filter)
{
  AdwNavigationPage *page;

  ear_window_show_page (window, "voices");
  page = g_hash_table_lookup (window->pages, "voices");
  if (page != NULL)
    ear_voices_page_set_filter (EAR_VOICES_PAGE (adw_navigation_page_get_child (page)), filter);
}
