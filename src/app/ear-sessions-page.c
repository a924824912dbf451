/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-sessions-page.h"

#include <glib/gi18n.h>

#include "ear-draft-saver.h"
#include "ear-page-feed.h"
#include "ear-problem.h"
#include "ear-session-item.h"
#include "ear-window.h"

/* Characters of an unfinished voice that the banner repeats. */
#define SHOWN_CHARACTERS 40

struct _EarSessionsPage
{
  AdwNavigationPage parent_instance;

  GtkButton *new_conversation; /* where the sidebar's is out of sight */
  AdwBanner *draft;
  GtkStack *stack; /* "loading", "list", "empty", "failed" */
  GtkListView *list;
  GtkSingleSelection *selection;
  AdwStatusPage *failed;

  EarPageFeed *feed;
  GListStore *sessions; /* EarSessionItem */
  EarId draft_session;
  gboolean follows_sidebar;
};

G_DEFINE_FINAL_TYPE (EarSessionsPage, ear_sessions_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  PROP_0,
  PROP_WORKBOOK,
  N_PROPS
};

static gpointer
list_job (EarStore *store, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return ear_session_list (store, error);
}

/* Replaces only what changed, so that the list stays where it is. Takes the rows out of @rows. */
static void
update_list (EarSessionsPage *page, GPtrArray *rows)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *old = G_LIST_MODEL (page->sessions);
  guint n_old = g_list_model_get_n_items (old), start = 0, end = 0;
  gsize n_rows;
  g_autofree gpointer *taken = g_ptr_array_steal (rows, &n_rows);

  for (gsize i = 0; i < n_rows; i++)
    g_ptr_array_add (items, ear_session_item_new (taken[i]));
  while (start < n_old && start < items->len)
    {
      g_autoptr (EarSessionItem) item = g_list_model_get_item (old, start);

      if (!ear_session_item_equal (item, items->pdata[start]))
        break;
      start++;
    }
  while (end < n_old - start && end < items->len - start)
    {
      g_autoptr (EarSessionItem) item = g_list_model_get_item (old, n_old - 1 - end);

      if (!ear_session_item_equal (item, items->pdata[items->len - 1 - end]))
        break;
      end++;
    }
  g_list_store_splice (page->sessions, start, n_old - start - end, items->pdata + start, items->len - start - end);
}

static void
arrived (gpointer data, gpointer result, const GError *error)
{
  EarSessionsPage *page = data;
  g_autoptr (GPtrArray) rows = result;

  if (rows == NULL)
    {
      ear_problem_show_page (page->failed, error->message);
      gtk_stack_set_visible_child_name (page->stack, "failed");
      return;
    }
  gtk_stack_set_visible_child_name (page->stack, rows->len == 0 ? "empty" : "list");
  update_list (page, rows);
}

static char *
shorten (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n\t", ' ');
  g_autofree char *start = NULL;

  if (g_utf8_strlen (line, -1) <= SHOWN_CHARACTERS)
    return g_steal_pointer (&line);
  start = g_utf8_substring (line, 0, SHOWN_CHARACTERS - 1);
  return g_strconcat (start, "…", NULL);
}

static void
drafts_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarSessionsPage) page = data;
  g_autoptr (GHashTable) drafts = ear_workbook_load_drafts_finish (EAR_WORKBOOK (source), result, NULL);
  GHashTableIter each;
  gpointer place, text;
  gboolean found = FALSE;

  if (page->draft == NULL)
    return;
  if (drafts != NULL)
    g_hash_table_iter_init (&each, drafts);
  while (!found && drafts != NULL && g_hash_table_iter_next (&each, &place, &text))
    {
      const char *within;

      found = ear_draft_place_parse (place, EAR_DRAFT_CAPTURE, &page->draft_session, &within)
              || ear_draft_place_parse (place, EAR_DRAFT_EDIT, &page->draft_session, &within)
              || ear_draft_place_parse (place, EAR_DRAFT_PASTE, &page->draft_session, &within);
      if (found)
        {
          g_autofree char *start = shorten (text);
          g_autofree char *title = g_strdup_printf (_ ("You were writing “%s”. It is kept."), start);

          adw_banner_set_title (page->draft, title);
        }
    }
  adw_banner_set_revealed (page->draft, found);
}

static void
reload (gpointer data)
{
  EarSessionsPage *page = data;

  ear_page_feed_ask (page->feed, list_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, arrived);
}

static void
activate_cb (EarSessionsPage *page, guint position)
{
  g_autoptr (EarSessionItem) item = g_list_model_get_item (G_LIST_MODEL (page->selection), position);

  if (item != NULL)
    ear_window_open_session (ear_window_of (GTK_WIDGET (page)), ear_session_item_get_id (item));
}

/* A row that was reached with Tab is not selected by that alone; Delete would not know which one is meant. */
static void
list_entered_cb (EarSessionsPage *page)
{
  if (gtk_single_selection_get_selected (page->selection) == GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (page->selection, 0);
}

static void
go_on_cb (EarSessionsPage *page)
{
  EarId session = page->draft_session;

  ear_window_open_session (ear_window_of (GTK_WIDGET (page)), &session);
}

static void
again_cb (EarSessionsPage *page)
{
  ear_page_feed_refresh (page->feed);
}

static void
delete_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarSessionsPage *page = EAR_SESSIONS_PAGE (widget);
  EarSessionItem *item = gtk_single_selection_get_selected_item (page->selection);

  if (item != NULL)
    ear_window_delete (ear_window_of (widget), EAR_KIND_SESSION, ear_session_item_get_id (item), _ ("Conversation deleted"));
}

/* What is typed elsewhere changes no record: so drafts are looked for each time the page is shown. */
static void
ear_sessions_page_map (GtkWidget *widget)
{
  EarSessionsPage *page = EAR_SESSIONS_PAGE (widget);
  EarWorkbook *workbook = ear_page_feed_get_workbook (page->feed);

  GTK_WIDGET_CLASS (ear_sessions_page_parent_class)->map (widget);
  if (!page->follows_sidebar)
    {
      GtkWidget *split = gtk_widget_get_ancestor (widget, ADW_TYPE_NAVIGATION_SPLIT_VIEW);

      page->follows_sidebar = TRUE;
      g_object_bind_property (split, "collapsed", page->new_conversation, "visible", G_BINDING_SYNC_CREATE);
    }
  if (workbook != NULL)
    ear_workbook_load_drafts_async (workbook, drafts_cb, g_object_ref (page));
}

static void
ear_sessions_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    g_value_set_object (value, ear_page_feed_get_workbook (EAR_SESSIONS_PAGE (object)->feed));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_sessions_page_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  EarSessionsPage *page = EAR_SESSIONS_PAGE (object);
  EarWorkbook *workbook = g_value_get_object (value);

  if (property != PROP_WORKBOOK)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  else if (ear_page_feed_set_workbook (page->feed, workbook) && workbook != NULL && gtk_widget_get_mapped (GTK_WIDGET (page)))
    ear_workbook_load_drafts_async (workbook, drafts_cb, g_object_ref (page));
}

static void
ear_sessions_page_dispose (GObject *object)
{
  EarSessionsPage *page = EAR_SESSIONS_PAGE (object);

  g_clear_pointer (&page->feed, ear_page_feed_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_SESSIONS_PAGE);
  g_clear_object (&page->sessions);
  G_OBJECT_CLASS (ear_sessions_page_parent_class)->dispose (object);
}

static void
ear_sessions_page_class_init (EarSessionsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ear_sessions_page_dispose;
  object_class->get_property = ear_sessions_page_get_property;
  object_class->set_property = ear_sessions_page_set_property;
  widget_class->map = ear_sessions_page_map;
  g_object_class_install_property (
    object_class, PROP_WORKBOOK,
    g_param_spec_object ("workbook", NULL, NULL, EAR_TYPE_WORKBOOK, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  g_type_ensure (EAR_TYPE_SESSION_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-sessions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, new_conversation);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, draft);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, list);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, selection);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, failed);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_on_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_install_action (widget_class, "sessions.delete", NULL, delete_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "sessions.delete", NULL);
}

static void
ear_sessions_page_init (EarSessionsPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->sessions = g_list_store_new (EAR_TYPE_SESSION_ITEM);
  gtk_single_selection_set_model (page->selection, G_LIST_MODEL (page->sessions));
  page->feed = ear_page_feed_new (GTK_WIDGET (page), reload);
}
