/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-codebook-page-private.h"

#include <glib/gi18n.h>

#include "ear-focus-keeper.h"
#include "ear-problem.h"
#include "ear-theme-finder.h"
#include "ear-window.h"

G_DEFINE_FINAL_TYPE (EarCodebookPage, ear_codebook_page, ADW_TYPE_NAVIGATION_PAGE)

EarBookNode *
ear_codebook_page_get_node (EarCodebookPage *page)
{
  EarBookNode *node = page->selection == NULL ? NULL : gtk_single_selection_get_selected_item (page->selection);

  return node == NULL || ear_book_node_is_new (node) ? NULL : node;
}

static void
show_selected (EarCodebookPage *page)
{
  EarBookNode *node = ear_codebook_page_get_node (page);
  const EarBookTheme *theme = node == NULL ? NULL : ear_book_node_get_theme (node);

  ear_codebook_form_set_theme (page->form, theme == NULL ? &EAR_ID_NONE : &theme->id);
  adw_navigation_page_set_title (page->detail, theme == NULL ? _ ("Theme") : theme->name);
  ear_codebook_page_update_actions (page);
}

/* @how: what is done beside scrolling to it */
static gboolean
scroll_to (EarCodebookPage *page, const EarId *theme, GtkListScrollFlags how)
{
  guint position;

  ear_book_model_reveal (page->model, theme);
  position = ear_book_model_position (page->model, theme);
  if (position == G_MAXUINT)
    return FALSE;
  gtk_list_view_scroll_to (page->list, position, how, NULL);
  /* The list only remembers which row is to have the focus, as long as it has not got it. */
  if (how & GTK_LIST_SCROLL_FOCUS)
    gtk_widget_grab_focus (GTK_WIDGET (page->list));
  return TRUE;
}

/* Selects it, and gives it the focus. */
void
ear_codebook_page_focus (EarCodebookPage *page, const EarId *theme)
{
  scroll_to (page, theme, GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS);
}

static gboolean
has_focus (EarCodebookPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *focus = ear_focus_get (GTK_WIDGET (page));

  /* Nothing has it for a moment where the row that had it went. A name that is typed in the tree keeps it. */
  return root != NULL
         && (focus == NULL
             || (!GTK_IS_TEXT (focus)
                 && (focus == GTK_WIDGET (page->list) || gtk_widget_is_ancestor (focus, GTK_WIDGET (page->list)))));
}

/**
 * ear_codebook_page_select:
 *
 * Selects a theme now, or once it is there. Where the tree has the focus the theme gets it.
 */
void
ear_codebook_page_select (EarCodebookPage *page, const EarId *theme)
{
  page->wanted = *theme;
  if (scroll_to (page, theme, has_focus (page) ? GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS : GTK_LIST_SCROLL_SELECT))
    page->wanted = EAR_ID_NONE;
}

static void
show_stack (EarCodebookPage *page)
{
  guint n = g_list_model_get_n_items (ear_book_model_get_list (page->model));
  const char *child = n > 0 ? "tree" : ear_book_model_size (page->model) == 0 ? "empty" : "nothing";

  gtk_stack_set_visible_child_name (page->stack, child);
}

static gpointer
load (EarStore *store, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return ear_book_list (store, error);
}

static void
arrived (gpointer data, gpointer result, const GError *error)
{
  EarCodebookPage *page = data;
  EarBookNode *selected = ear_codebook_page_get_node (page);
  EarId theme = selected == NULL ? EAR_ID_NONE : ear_book_node_get_theme (selected)->id;
  gboolean had_focus = has_focus (page), waits = !ear_id_is_none (&page->wanted);

  if (error != NULL)
    {
      ear_problem_show_page (page->failed, error->message);
      gtk_stack_set_visible_child_name (page->stack, "failed");
      return;
    }
  ear_book_model_take (page->model, result);
  show_stack (page);
  /* It may come only with the next list, where this one was asked for before it was made. */
  waits = waits && ear_book_model_find (page->model, &page->wanted) != NULL;
  if (waits)
    {
      theme = page->wanted;
      page->wanted = EAR_ID_NONE;
    }
  if (waits || had_focus)
    scroll_to (page, &theme, had_focus ? GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS : GTK_LIST_SCROLL_SELECT);
  show_selected (page);
}

static void
reload (gpointer data)
{
  EarCodebookPage *page = data;

  ear_page_feed_ask (page->feed, load, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, arrived);
}

static void
activate_cb (EarCodebookPage *page, guint position)
{
  gboolean collapsed = adw_navigation_split_view_get_collapsed (page->split);

  gtk_single_selection_set_selected (page->selection, position);
  if (ear_codebook_page_get_node (page) == NULL)
    return;
  adw_navigation_split_view_set_show_content (page->split, TRUE);
  if (!collapsed)
    ear_codebook_form_focus (page->form);
}

static void
search_cb (EarCodebookPage *page)
{
  ear_book_model_set_search (page->model, gtk_editable_get_text (GTK_EDITABLE (page->search)));
  if (ear_book_model_size (page->model) > 0)
    show_stack (page);
}

/* To the first one that is called so, past those that only stand above it. */
static void
search_done_cb (EarCodebookPage *page)
{
  g_autoptr (GPtrArray) choices = ear_book_model_list_choices (page->model, NULL);
  const EarTreeRow *found = ear_theme_find (choices, gtk_editable_get_text (GTK_EDITABLE (page->search)));
  g_autoptr (GPtrArray) likely = ear_theme_suggest (choices, NULL, gtk_editable_get_text (GTK_EDITABLE (page->search)), 1);
  EarId theme = found != NULL ? found->id : likely->len > 0 ? ((EarTreeRow *) likely->pdata[0])->id : EAR_ID_NONE;

  if (ear_id_is_none (&theme))
    return;
  gtk_editable_set_text (GTK_EDITABLE (page->search), "");
  search_cb (page);
  ear_codebook_page_focus (page, &theme);
}

static void
search_stop_cb (EarCodebookPage *page)
{
  EarBookNode *node = ear_codebook_page_get_node (page);

  gtk_editable_set_text (GTK_EDITABLE (page->search), "");
  search_cb (page);
  if (node != NULL)
    ear_codebook_page_focus (page, &ear_book_node_get_theme (node)->id);
  else
    gtk_widget_grab_focus (GTK_WIDGET (page->list));
}

static void
exchange_cb (EarCodebookPage *page)
{
  ear_window_show_page (ear_window_of (GTK_WIDGET (page)), "exchange");
}

static void
again_cb (EarCodebookPage *page)
{
  ear_page_feed_refresh (page->feed);
}

static void
fold (gpointer data, EarBookNode *node)
{
  EarCodebookPage *page = data;

  ear_book_model_set_expanded (page->model, node, !ear_book_node_get_expanded (node));
}

static void
drop (gpointer data, EarBookNode *dragged, EarBookNode *on, EarDrop where)
{
  ear_codebook_page_drop (data, dragged, on, where);
}

static void
node_added_cb (EarCodebookPage *page, EarBookNode *node)
{
  g_signal_connect_object (node, "named", G_CALLBACK (ear_codebook_page_named), page, G_CONNECT_SWAPPED);
}

/* What a key does it does to the theme that has the focus: whoever comes to the tree by Tab has selected none. */
static void
focus_moved_cb (EarCodebookPage *page)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (page)));
  GtkWidget *row = focus == NULL || !has_focus (page) ? NULL : gtk_widget_get_first_child (focus);
  EarBookNode *node = EAR_IS_BOOK_ROW (row) ? ear_book_row_get_node (EAR_BOOK_ROW (row)) : NULL;

  if (node != NULL && !ear_book_node_is_new (node) && gtk_single_selection_get_selected_item (page->selection) == NULL)
    gtk_single_selection_set_selected (page->selection,
                                       ear_book_model_position (page->model, &ear_book_node_get_theme (node)->id));
}

static void
root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ear_codebook_page_parent_class)->root (widget);
  g_signal_connect_swapped (gtk_widget_get_root (widget), "notify::focus-widget", G_CALLBACK (focus_moved_cb), widget);
}

static void
unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), focus_moved_cb, widget);
  GTK_WIDGET_CLASS (ear_codebook_page_parent_class)->unroot (widget);
}

static void
ear_codebook_page_dispose (GObject *object)
{
  EarCodebookPage *page = EAR_CODEBOOK_PAGE (object);

  g_clear_pointer (&page->feed, ear_page_feed_free);
  if (page->selection != NULL)
    g_signal_handlers_disconnect_by_data (page->selection, page);
  if (page->list != NULL)
    gtk_list_view_set_factory (page->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_CODEBOOK_PAGE);
  g_clear_object (&page->selection);
  g_clear_object (&page->model);
  g_clear_object (&page->actions);
  G_OBJECT_CLASS (ear_codebook_page_parent_class)->dispose (object);
}

/* The page's keys reach it only from inside it: whoever opens it is in its tree, or, while there is none to be in, where one is
 * looked for. */
static void
shown (AdwNavigationPage *navigation_page)
{
  EarCodebookPage *page = EAR_CODEBOOK_PAGE (navigation_page);

  if (!gtk_widget_child_focus (GTK_WIDGET (page->list), GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (GTK_WIDGET (page->search));
}

static void
ear_codebook_page_class_init (EarCodebookPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_codebook_page_dispose;
  widget_class->root = root;
  widget_class->unroot = unroot;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = shown;
  g_type_ensure (EAR_TYPE_CODEBOOK_FORM);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-codebook-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EarCodebookPage, split);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookPage, search);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookPage, list);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookPage, detail);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookPage, form);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookPage, failed);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, exchange_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
ear_codebook_page_init (EarCodebookPage *page)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  gtk_widget_init_template (GTK_WIDGET (page));
  page->acts = (EarBookRowActs){ fold, drop, page };
  factory = ear_book_row_factory_new (&page->acts);
  page->feed = ear_page_feed_new (GTK_WIDGET (page), reload);
  page->model = ear_book_model_new ();
  g_signal_connect_object (page->model, "node-added", G_CALLBACK (node_added_cb), page, G_CONNECT_SWAPPED);
  page->selection = gtk_single_selection_new (g_object_ref (ear_book_model_get_list (page->model)));
  gtk_single_selection_set_autoselect (page->selection, FALSE);
  gtk_single_selection_set_can_unselect (page->selection, TRUE);
  g_signal_connect_swapped (page->selection, "notify::selected-item", G_CALLBACK (show_selected), page);
  gtk_list_view_set_factory (page->list, factory);
  gtk_list_view_set_model (page->list, GTK_SELECTION_MODEL (page->selection));
  ear_codebook_page_add_actions (page);
}

/**
 * ear_codebook_page_new:
 * @theme: which is selected first; EAR_ID_NONE for none
 *
 * Returns: (transfer floating): the page.
 */
AdwNavigationPage *
ear_codebook_page_new (EarWorkbook *workbook, const EarId *theme)
{
  EarCodebookPage *page = g_object_new (EAR_TYPE_CODEBOOK_PAGE, NULL);

  page->wanted = *theme;
  ear_codebook_form_set_workbook (page->form, workbook, page->model);
  ear_page_feed_set_workbook (page->feed, workbook);
  return ADW_NAVIGATION_PAGE (page);
}
