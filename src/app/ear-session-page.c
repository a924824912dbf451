/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-session-page-private.h"

#include <glib/gi18n.h>

#include "ear-focus-keeper.h"
#include "ear-problem.h"
#include "ear-spelling.h"
#include "ear-terms.h"
#include "ear-voice-item.h"
#include "ear-window.h"

G_DEFINE_FINAL_TYPE (EarSessionPage, ear_session_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  PROP_0,
  PROP_WORKBOOK,
  PROP_SPELLING,
  N_PROPS
};

static void
append_part (GString *line, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", part);
}

static char *
spell_group (const EarPresence *presence)
{
  if (presence->people < 0)
    return g_strdup (presence->name);
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, presence->name, presence->people);
}

static void
show_title (EarSessionPage *page)
{
  const EarRecord *session = page->view->session;
  const char *title = ear_record_get (session, EAR_SESSION_TITLE);
  const char *venue = ear_record_get (session, EAR_SESSION_VENUE);
  g_autofree char *day = ear_moment_format (ear_record_get (session, EAR_SESSION_STARTED));
  g_autoptr (GString) where = g_string_new (NULL);

  append_part (where, venue == NULL ? page->view->place : venue);
  append_part (where, day);
  adw_window_title_set_title (page->title, title == NULL ? _ ("Without a title") : title);
  adw_window_title_set_subtitle (page->title, where->str);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (page), title == NULL ? _ ("Without a title") : title);
}

/* Who was there and what they agreed to, in one line; it opens the details. */
static void
show_summary (EarSessionPage *page)
{
  const char *basis = ear_record_get (page->view->session, EAR_SESSION_CONSENT_BASIS);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GString) speakers = g_string_new (NULL);
  g_autofree char *consent
    = basis == NULL ? NULL : g_strdup_printf (_ ("Consent: %s"), ear_term_label (EAR_TERMS_CONSENT, basis));

  for (guint i = 0; i < page->view->groups->len; i++)
    {
      g_autofree char *group = spell_group (page->view->groups->pdata[i]);

      append_part (line, group);
    }
  for (guint i = 0; i < page->view->speakers->len; i++)
    g_string_append_printf (speakers, "%s%s", i > 0 ? " " : "", (char *) page->view->speakers->pdata[i]);
  append_part (line, speakers->str);
  append_part (line, consent);
  gtk_label_set_text (page->summary_label, line->len > 0 ? line->str : _ ("Who is here? Add it now or later (F9)"));
}

static void
add_names (GPtrArray *names, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const char *name = ((EarTreeRow *) rows->pdata[i])->name;

      if (name != NULL)
        g_ptr_array_add (names, (char *) name);
    }
}

/* What the workbook calls things is spelled as it is there. */
static void
tell_names (const EarCatalogue *catalogue)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  add_names (names, catalogue->places);
  add_names (names, catalogue->groups);
  add_names (names, catalogue->themes);
  add_names (names, catalogue->organisations);
  ear_spelling_set_known (names);
}

static void
catalogue_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarSessionPage) page = data;
  g_autoptr (GError) error = NULL;
  EarCatalogue *catalogue = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  EarWindow *window = ear_window_of (GTK_WIDGET (page));

  if (page->line == NULL)
    {
      ear_catalogue_free (catalogue);
      return;
    }
  if (catalogue == NULL)
    {
      if (window != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        ear_window_show_error (window, _ ("Themes and places could not be read"), error);
      return;
    }
  g_clear_pointer (&page->catalogue, ear_catalogue_free);
  page->catalogue = catalogue;
  tell_names (catalogue);
  ear_capture_line_set_themes (page->line, catalogue->themes);
  ear_occasion_panel_set_catalogue (page->occasion, catalogue);
  ear_session_page_line_flush (page);
}

static void
load_catalogue (EarSessionPage *page)
{
  ear_workbook_run_async (page->workbook, FALSE, ear_catalogue_job, NULL, NULL, (GDestroyNotify) ear_catalogue_free,
                          page->cancellable, catalogue_cb, g_object_ref (page));
}

/* What is said in English is written down as it is. */
static const char *
spoken_language (const EarRecord *session)
{
  const char *language = ear_record_get (session, EAR_SESSION_LANGUAGE);

  return language == NULL || g_str_equal (language, "en") || g_str_has_prefix (language, "en-") ? NULL : language;
}

/* Under a heading that says which languages that is. */
#define SPELLING_SECTION 1

static void
show_spelling (EarSessionPage *page)
{
  g_autofree char *heading = ear_spelling_describe (spoken_language (page->view->session));
  g_autoptr (GMenu) section = g_menu_new ();

  if (g_menu_model_get_n_items (G_MENU_MODEL (page->menu)) > SPELLING_SECTION + 1)
    g_menu_remove (page->menu, SPELLING_SECTION);
  g_menu_append (section, _ ("_Check spelling"), "session.spelling");
  g_menu_insert_section (page->menu, SPELLING_SECTION, heading, G_MENU_MODEL (section));
}

static void
menu_opened_cb (EarSessionPage *page, GParamSpec *pspec G_GNUC_UNUSED, GtkMenuButton *button)
{
  if (gtk_menu_button_get_active (button) && page->view != NULL)
    show_spelling (page);
}

static void
arrived (gpointer data, gpointer result, const GError *error)
{
  EarSessionPage *page = data;

  if (result == NULL)
    {
      ear_problem_show_page (page->failed, error->message);
      gtk_stack_set_visible_child_name (page->stack, "failed");
      return;
    }
  g_clear_pointer (&page->view, ear_session_view_free);
  page->view = result;
  show_title (page);
  show_summary (page);
  show_spelling (page);
  ear_capture_line_set_speakers (page->line, page->view->speakers);
  ear_capture_line_set_just_used (page->line, page->view->just_used);
  ear_capture_line_set_language (page->line, spoken_language (page->view->session));
  ear_occasion_panel_set_view (page->occasion, page->workbook, page->view);
  gtk_stack_set_visible_child_name (page->stack, page->view->voices->len > 0 ? "list" : "empty");
  ear_session_page_list_update (page);
  ear_session_page_line_flush (page);
}

static void
reload (gpointer data)
{
  EarSessionPage *page = data;

  ear_page_feed_ask (page->feed, ear_session_view_job, g_memdup2 (&page->id, sizeof page->id), g_free,
                     (GDestroyNotify) ear_session_view_free, arrived);
}

static void
failed_again_cb (EarSessionPage *page)
{
  ear_page_feed_refresh (page->feed);
}

static void
delete_session_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarSessionPage *page = EAR_SESSION_PAGE (widget);
  EarWindow *window = ear_window_of (widget);

  ear_draft_saver_set_text (page->draft, NULL);
  ear_occasion_panel_discard (page->occasion);
  if (page->view != NULL && !page->view->is_new)
    ear_window_delete (window, EAR_KIND_SESSION, &page->id, _ ("Conversation deleted"));
  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (gtk_widget_get_ancestor (widget, ADW_TYPE_NAVIGATION_VIEW)));
}

static void
summary_cb (EarSessionPage *page)
{
  adw_overlay_split_view_set_show_sidebar (page->split, TRUE);
}

/* Whether the line and the details are not to be seen at once. */
static gboolean
is_low (EarSessionPage *page)
{
  gboolean compact, tight;

  g_object_get (page->line, "compact", &compact, "tight", &tight, NULL);
  return compact || tight;
}

/* Where there is no room for both, the details have the whole height. */
static void
room_changed_cb (EarSessionPage *page)
{
  adw_toolbar_view_set_reveal_bottom_bars (page->toolbar, !is_low (page) || !adw_overlay_split_view_get_show_sidebar (page->split));
}

/* A window that is made smaller takes away what nobody is typing into, and one that is made larger brings up nothing. */
static void
size_changed_cb (EarSessionPage *page)
{
  GtkWidget *focus = ear_focus_get (GTK_WIDGET (page));

  if ((is_low (page) || adw_overlay_split_view_get_collapsed (page->split))
      && (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (page->occasion))))
    adw_overlay_split_view_set_show_sidebar (page->split, FALSE);
  room_changed_cb (page);
}

static void
catalogue_changed_cb (EarSessionPage *page)
{
  load_catalogue (page);
}

static void
ear_session_page_unmap (GtkWidget *widget)
{
  EarSessionPage *page = EAR_SESSION_PAGE (widget);

  if (page->occasion != NULL)
    ear_occasion_panel_flush (page->occasion);
  GTK_WIDGET_CLASS (ear_session_page_parent_class)->unmap (widget);
}

static void
ear_session_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    g_value_set_object (value, EAR_SESSION_PAGE (object)->workbook);
  else if (property == PROP_SPELLING)
    g_value_set_boolean (value, ear_spelling_get_enabled ());
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_session_page_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_SPELLING)
    ear_spelling_set_enabled (g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_session_page_dispose (GObject *object)
{
  EarSessionPage *page = EAR_SESSION_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_pointer (&page->room, gtk_window_destroy);
  g_clear_pointer (&page->feed, ear_page_feed_free);
  ear_session_page_line_dispose (page);
  ear_session_page_agenda_dispose (page);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_SESSION_PAGE);
  g_clear_object (&page->voices);
  G_OBJECT_CLASS (ear_session_page_parent_class)->dispose (object);
}

static void
ear_session_page_finalize (GObject *object)
{
  EarSessionPage *page = EAR_SESSION_PAGE (object);

  g_clear_pointer (&page->view, ear_session_view_free);
  g_clear_pointer (&page->catalogue, ear_catalogue_free);
  g_clear_pointer (&page->pending, g_ptr_array_unref);
  g_clear_object (&page->workbook);
  g_clear_object (&page->cancellable);
  G_OBJECT_CLASS (ear_session_page_parent_class)->finalize (object);
}

static void
ear_session_page_class_init (EarSessionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ear_session_page_dispose;
  object_class->finalize = ear_session_page_finalize;
  object_class->get_property = ear_session_page_get_property;
  object_class->set_property = ear_session_page_set_property;
  widget_class->unmap = ear_session_page_unmap;
  g_object_class_install_property (
    object_class, PROP_WORKBOOK,
    g_param_spec_object ("workbook", NULL, NULL, EAR_TYPE_WORKBOOK, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));

  /**
   * EarSessionPage:spelling:
   *
   * Whether the spelling of what is typed is looked at, on every page.
   */
  g_object_class_install_property (
    object_class, PROP_SPELLING, g_param_spec_boolean ("spelling", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  g_type_ensure (EAR_TYPE_CAPTURE_LINE);
  g_type_ensure (EAR_TYPE_OCCASION_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-session-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EarSessionPage, toolbar);
  gtk_widget_class_bind_template_child (widget_class, EarSessionPage, title);
  gtk_widget_class_bind_template_child (widget_class, EarSessionPage, problem);
  gtk_widget_class_bind_template_child (widget_class, EarSessionPage, summary);
  gtk_widget_class_bind_template_child (widget_class, EarSessionPage, summary_label);
  gtk_widget_class_bind_template_child (widget_class, EarSessionPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, EarSessionPage, split);
  gtk_widget_class_bind_template_child (widget_class, EarSessionPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EarSessionPage, failed);
  gtk_widget_class_bind_template_child (widget_class, EarSessionPage, menu);
  gtk_widget_class_bind_template_child (widget_class, EarSessionPage, list);
  gtk_widget_class_bind_template_child (widget_class, EarSessionPage, selection);
  gtk_widget_class_bind_template_child (widget_class, EarSessionPage, line);
  gtk_widget_class_bind_template_child (widget_class, EarSessionPage, occasion);
  gtk_widget_class_bind_template_callback (widget_class, failed_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, summary_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, room_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, size_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, catalogue_changed_cb);
  ear_session_page_line_class_init (widget_class);
  ear_session_page_paste_class_init (widget_class);
  ear_session_page_list_class_init (widget_class);
  ear_session_page_agenda_class_init (widget_class);
  ear_session_page_stance_class_init (widget_class);
  gtk_widget_class_install_action (widget_class, "session.delete", NULL, delete_session_action);
  gtk_widget_class_install_property_action (widget_class, "session.spelling", "spelling");
}

static void
ear_session_page_init (EarSessionPage *page)
{
  page->cancellable = g_cancellable_new ();
  ear_session_page_line_init (page);
  gtk_widget_init_template (GTK_WIDGET (page));
  ear_session_page_list_init (page);
  ear_session_page_agenda_init (page);
  page->feed = ear_page_feed_new (GTK_WIDGET (page), reload);
}

/**
 * ear_session_page_new:
 * @session: a session's id, or a new one for a conversation that begins
 *
 * Returns: (transfer floating): the page.
 */
AdwNavigationPage *
ear_session_page_new (EarWorkbook *workbook, const EarId *session)
{
  EarSessionPage *page = g_object_new (EAR_TYPE_SESSION_PAGE, NULL);

  page->id = *session;
  page->workbook = g_object_ref (workbook);
  ear_page_feed_set_workbook (page->feed, workbook);
  ear_page_feed_set_workbook (page->agenda_feed, workbook);
  g_signal_connect_object (workbook, "erased", G_CALLBACK (ear_session_page_line_wipe), page, G_CONNECT_SWAPPED);
  ear_session_page_line_load_drafts (page);
  load_catalogue (page);
  return ADW_NAVIGATION_PAGE (page);
}

const EarId *
ear_session_page_get_session (EarSessionPage *page)
{
  return &page->id;
}

void
ear_session_page_focus_line (EarSessionPage *page)
{
  ear_capture_line_focus (page->line);
}

/**
 * ear_session_page_get_toasts:
 *
 * Returns: (transfer none): where toasts go while the page is shown: above the line, which nothing may cover.
 */
AdwToastOverlay *
ear_session_page_get_toasts (EarSessionPage *page)
{
  return page->toasts;
}

void
ear_session_page_toggle_occasion (EarSessionPage *page)
{
  gboolean show = !adw_overlay_split_view_get_show_sidebar (page->split);

  adw_overlay_split_view_set_show_sidebar (page->split, show);
  if (show)
    ear_occasion_panel_focus (page->occasion);
  else
    ear_capture_line_focus (page->line);
}
