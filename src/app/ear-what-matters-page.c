/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-what-matters-page.h"

#include <glib/gi18n.h>

#include "ear-codebook-page.h"
#include "ear-counts-pane.h"
#include "ear-action-work.h"
#include "ear-page-feed.h"
#include "ear-problem.h"
#include "ear-summary-pane.h"
#include "ear-terms.h"
#include "ear-theme-node.h"
#include "ear-theme-row.h"
#include "ear-window.h"

struct _EarWhatMattersPage
{
  AdwBin parent_instance;

  AdwViewStack *views;
  GtkStack *stack;
  EarSummaryPane *summary;
  EarCountsPane *counts;
  GtkListView *list;
  GtkLabel *name;
  GtkLabel *nature;
  GtkLabel *figures;
  GtkLabel *definition;
  GtkLabel *source;
  GtkButton *voices_button;
  AdwStatusPage *failed;

  EarPageFeed *feed;
  GListModel *roots;           /* EarThemeNode */
  GtkTreeListModel *tree;
  GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE (EarWhatMattersPage, ear_what_matters_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_WORKBOOK,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static EarThemeNode *
get_selected (EarWhatMattersPage *page)
{
  GtkTreeListRow *row = page->selection == NULL ? NULL : gtk_single_selection_get_selected_item (page->selection);
  g_autoptr (EarThemeNode) node = row == NULL ? NULL : gtk_tree_list_row_get_item (row);

  return node; /* its list holds it */
}

/* A line that has nothing to say is not there. */
static void
set_line (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text == NULL ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

static void
append_paragraph (GString *text, const char *heading, const char *words)
{
  if (words == NULL || words[0] == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, "\n\n");
  if (heading != NULL)
    g_string_append_printf (text, "%s: ", heading);
  g_string_append (text, words);
}

static char *
build_definition (EarThemeNode *node)
{
  const EarRecord *record = ear_theme_node_get_record (node);
  g_autoptr (GString) text = g_string_new (NULL);

  append_paragraph (text, NULL, ear_record_get (record, EAR_THEME_DEFINITION));
  append_paragraph (text, _ ("Use when"), ear_record_get (record, EAR_THEME_USE_WHEN));
  append_paragraph (text, _ ("Not when"), ear_record_get (record, EAR_THEME_NOT_WHEN));
  append_paragraph (text, _ ("Examples"), ear_record_get (record, EAR_THEME_EXAMPLES));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
build_source (EarThemeNode *node)
{
  const EarRecord *record = ear_theme_node_get_record (node);
  const char *source = ear_record_get (record, EAR_THEME_SOURCE);
  const char *section = ear_record_get (record, EAR_THEME_SECTION);

  if (source == NULL)
    return NULL;
  return section == NULL ? g_strdup_printf (_ ("From %s"), source) : g_strdup_printf (_ ("From %s, %s"), source, section);
}

static void
show_selected (EarWhatMattersPage *page)
{
  EarThemeNode *node = get_selected (page);
  const EarTreeRow *row = node == NULL ? NULL : ear_theme_node_get_row (node);
  g_autofree char *figures = NULL, *definition = NULL, *source = NULL, *feelings = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (page->voices_button), row != NULL && row->voices > 0);
  if (row == NULL)
    {
      set_line (page->name, _ ("Choose a theme"));
      set_line (page->nature, NULL);
      set_line (page->figures, NULL);
      set_line (page->definition, NULL);
      set_line (page->source, NULL);
      return;
    }
  feelings = ear_feelings_describe (ear_theme_node_get_feelings (node));
  if (row->voices == 0)
    figures = g_strdup (_ ("Not heard yet"));
  else
    figures = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice: %s", "%'u voices: %s", row->voices), row->voices,
                               feelings);
  definition = build_definition (node);
  source = build_source (node);
  set_line (page->name, row->name);
  set_line (page->nature, ear_term_label (EAR_TERMS_THEME_NATURE, row->nature));
  set_line (page->figures, figures);
  set_line (page->definition, definition);
  set_line (page->source, source);
}

static void
select_theme (EarWhatMattersPage *page, const EarId *theme)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (page->tree)); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (page->tree), i);
      g_autoptr (EarThemeNode) node = gtk_tree_list_row_get_item (row);

      if (ear_id_equal (&ear_theme_node_get_row (node)->id, theme))
        gtk_single_selection_set_selected (page->selection, i);
    }
}

static GListModel *
children_of (gpointer item, gpointer data G_GNUC_UNUSED)
{
  GListModel *children = ear_theme_node_get_children (EAR_THEME_NODE (item));

  return children == NULL ? NULL : g_object_ref (children);
}

static void
rebuild (EarWhatMattersPage *page, EarThemes *themes)
{
  EarThemeNode *selected = get_selected (page);
  EarId theme = selected == NULL ? EAR_ID_NONE : ear_theme_node_get_row (selected)->id;

  g_clear_object (&page->roots);
  g_clear_object (&page->tree);
  g_clear_object (&page->selection);
  page->roots = ear_theme_nodes_new (themes);
  page->tree = gtk_tree_list_model_new (g_object_ref (page->roots), FALSE, TRUE, children_of, NULL, NULL);
  page->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (page->tree)));
  g_signal_connect_object (page->selection, "notify::selected-item", G_CALLBACK (show_selected), page, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (page->list, GTK_SELECTION_MODEL (page->selection));
  select_theme (page, &theme);
}

static gpointer
load_themes (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return ear_themes_load (store, error);
}

static void
arrived (gpointer data, gpointer result, const GError *error)
{
  EarWhatMattersPage *page = data;
  g_autoptr (EarThemes) themes = result;
  gboolean any;

  if (error != NULL)
    {
      ear_problem_show_page (page->failed, error->message);
      gtk_stack_set_visible_child_name (page->stack, "failed");
      return;
    }
  any = themes->rows->len > 0;
  if (page->roots == NULL || !ear_theme_nodes_update (page->roots, themes))
    rebuild (page, themes);
  show_selected (page);
  gtk_stack_set_visible_child_name (page->stack, any ? "tree" : "empty");
}

static void
reload (gpointer data)
{
  EarWhatMattersPage *page = data;

  ear_page_feed_ask (page->feed, load_themes, NULL, NULL, (GDestroyNotify) ear_themes_free, arrived);
}

static void
show_voices_cb (EarWhatMattersPage *page)
{
  EarThemeNode *node = get_selected (page);

  if (node != NULL)
    ear_window_show_voices (ear_window_of (GTK_WIDGET (page)),
                            &(EarVoiceFilter) { .theme = &ear_theme_node_get_row (node)->id });
}

static void
answer_cb (EarWhatMattersPage *page)
{
  EarThemeNode *node = get_selected (page);
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (EarActionEnd));
  EarActionEnd end = { .kind = EAR_KIND_THEME };

  if (node == NULL)
    return;
  end.id = ear_theme_node_get_row (node)->id;
  g_array_append_val (ends, end);
  ear_window_answer (ear_window_of (GTK_WIDGET (page)), ends, ear_theme_node_get_row (node)->name);
}

static void
done_cb (EarWhatMattersPage *page)
{
  EarThemeNode *node = get_selected (page);

  if (node != NULL)
    ear_window_show_ledger (ear_window_of (GTK_WIDGET (page)), EAR_KIND_THEME, &ear_theme_node_get_row (node)->id);
}

/* Not bound as a part of the template: that would take the bin's own child away before the bin does. */
static AdwNavigationView *
get_navigation (EarWhatMattersPage *page)
{
  return ADW_NAVIGATION_VIEW (adw_bin_get_child (ADW_BIN (page)));
}

/* Nothing else of the page, and not the codebook, is in front. */
static gboolean
shows_themes (EarWhatMattersPage *page)
{
  return !EAR_IS_CODEBOOK_PAGE (adw_navigation_view_get_visible_page (get_navigation (page)))
         && g_strcmp0 (adw_view_stack_get_visible_child_name (page->views), "themes") == 0;
}

static gboolean
answer_key_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  if (!shows_themes (EAR_WHAT_MATTERS_PAGE (widget)))
    return FALSE;
  answer_cb (EAR_WHAT_MATTERS_PAGE (widget));
  return TRUE;
}

static gboolean
done_key_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  if (!shows_themes (EAR_WHAT_MATTERS_PAGE (widget)))
    return FALSE;
  done_cb (EAR_WHAT_MATTERS_PAGE (widget));
  return TRUE;
}

static void
activate_cb (EarWhatMattersPage *page, guint position G_GNUC_UNUSED)
{
  show_voices_cb (page);
}

/**
 * ear_what_matters_page_show_codebook:
 *
 * Opens the codebook at the theme that is selected here.
 */
void
ear_what_matters_page_show_codebook (EarWhatMattersPage *page)
{
  EarWorkbook *workbook = ear_page_feed_get_workbook (page->feed);
  EarThemeNode *node = get_selected (page);
  const EarId *theme = node == NULL ? &EAR_ID_NONE : &ear_theme_node_get_row (node)->id;

  if (workbook != NULL && !EAR_IS_CODEBOOK_PAGE (adw_navigation_view_get_visible_page (get_navigation (page))))
    adw_navigation_view_push (get_navigation (page), ear_codebook_page_new (workbook, theme));
}

static void
codebook_cb (EarWhatMattersPage *page)
{
  ear_what_matters_page_show_codebook (page);
}

static void
exchange_cb (EarWhatMattersPage *page)
{
  ear_window_show_page (ear_window_of (GTK_WIDGET (page)), "exchange");
}

static void
again_cb (EarWhatMattersPage *page)
{
  ear_page_feed_refresh (page->feed);
}

/* In the codebook the same key makes a theme. */
static gboolean
views_shortcut_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  static const char *const views[] = { "summary", "counts", "themes" };
  EarWhatMattersPage *page = EAR_WHAT_MATTERS_PAGE (widget);
  gsize next = 0;

  if (!gtk_widget_get_mapped (widget) || EAR_IS_CODEBOOK_PAGE (adw_navigation_view_get_visible_page (get_navigation (page))))
    return FALSE;
  while (next + 1 < G_N_ELEMENTS (views) && g_strcmp0 (adw_view_stack_get_visible_child_name (page->views), views[next]) != 0)
    next++;
  adw_view_stack_set_visible_child_name (page->views, views[(next + 1) % G_N_ELEMENTS (views)]);
  return TRUE;
}

static void
add_shortcuts (EarWhatMattersPage *page)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>t"),
                                                          gtk_callback_action_new (views_shortcut_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (page), controller);
}

static void
ear_what_matters_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    g_value_set_object (value, ear_page_feed_get_workbook (EAR_WHAT_MATTERS_PAGE (object)->feed));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_what_matters_page_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  EarWhatMattersPage *page = EAR_WHAT_MATTERS_PAGE (object);

  if (property != PROP_WORKBOOK)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  else if (ear_page_feed_set_workbook (page->feed, g_value_get_object (value)))
    {
      adw_navigation_view_pop_to_tag (get_navigation (page), "themes");
      ear_summary_pane_set_workbook (page->summary, g_value_get_object (value));
      ear_counts_pane_set_workbook (page->counts, g_value_get_object (value));
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
ear_what_matters_page_dispose (GObject *object)
{
  EarWhatMattersPage *page = EAR_WHAT_MATTERS_PAGE (object);

  g_clear_pointer (&page->feed, ear_page_feed_free);
  if (page->selection != NULL)
    g_signal_handlers_disconnect_by_data (page->selection, page);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_WHAT_MATTERS_PAGE);
  g_clear_object (&page->selection);
  g_clear_object (&page->tree);
  g_clear_object (&page->roots);
  G_OBJECT_CLASS (ear_what_matters_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-what-matters-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EarWhatMattersPage, views);
  gtk_widget_class_bind_template_child (widget_class, EarWhatMattersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EarWhatMattersPage, summary);
  gtk_widget_class_bind_template_child (widget_class, EarWhatMattersPage, counts);
  gtk_widget_class_bind_template_child (widget_class, EarWhatMattersPage, list);
  gtk_widget_class_bind_template_child (widget_class, EarWhatMattersPage, name);
  gtk_widget_class_bind_template_child (widget_class, EarWhatMattersPage, nature);
  gtk_widget_class_bind_template_child (widget_class, EarWhatMattersPage, figures);
  gtk_widget_class_bind_template_child (widget_class, EarWhatMattersPage, definition);
  gtk_widget_class_bind_template_child (widget_class, EarWhatMattersPage, source);
  gtk_widget_class_bind_template_child (widget_class, EarWhatMattersPage, voices_button);
  gtk_widget_class_bind_template_child (widget_class, EarWhatMattersPage, failed);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, answer_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, answer_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, done_key_cb, NULL);
  gtk_widget_class_bind_template_callback (widget_class, show_voices_cb);
  gtk_widget_class_bind_template_callback (widget_class, codebook_cb);
  gtk_widget_class_bind_template_callback (widget_class, exchange_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
ear_what_matters_page_class_init (EarWhatMattersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ear_what_matters_page_get_property;
  object_class->set_property = ear_what_matters_page_set_property;
  object_class->dispose = ear_what_matters_page_dispose;
  properties[PROP_WORKBOOK] = g_param_spec_object ("workbook", NULL, NULL, EAR_TYPE_WORKBOOK,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (EAR_TYPE_COUNTS_PANE);
  g_type_ensure (EAR_TYPE_SUMMARY_PANE);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
ear_what_matters_page_init (EarWhatMattersPage *page)
{
  g_autoptr (GtkListItemFactory) factory = ear_theme_row_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (page));
  page->feed = ear_page_feed_new (GTK_WIDGET (page), reload);
  gtk_list_view_set_factory (page->list, factory);
  add_shortcuts (page);
}

/**
 * ear_what_matters_page_new:
 *
 * Returns: (transfer floating): the page, without a workbook.
 */
GtkWidget *
ear_what_matters_page_new (void)
{
  return g_object_new (EAR_TYPE_WHAT_MATTERS_PAGE, NULL);
}
