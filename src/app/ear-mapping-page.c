/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-mapping-page.h"

#include <glib/gi18n.h>

#include "ear-choice.h"
#include "ear-desk-work.h"
#include "ear-mapping-data.h"
#include "ear-mapping-grid.h"
#include "ear-mapping-item.h"
#include "ear-page-feed.h"
#include "ear-problem.h"
#include "ear-tree-chooser.h"
#include "ear-window.h"

struct _EarMappingPage
{
  AdwNavigationPage parent_instance;

  GtkStack *stack;
  GtkDropDown *strategy_choice;
  GtkWidget *view_choice; /* shown where a grid has room */
  GtkToggleButton *grid_button;
  GtkToggleButton *gaps_button;
  GtkLabel *summary;
  GtkStack *views;
  GtkListBox *list;
  GtkLabel *no_gaps;
  GtkDropDown *section_choice;
  EarMappingGrid *grid;
  AdwPreferencesGroup *themes_group;
  GtkListBox *themes;
  AdwStatusPage *failed;

  EarPageFeed *feed;
  EarMappingData *data; /* what is shown */
  EarId strategy;       /* that is wanted */
  EarId listed;         /* whose rows are in the list */
  gboolean filling;     /* choosers are being filled: what they notify is no choice */
};

G_DEFINE_FINAL_TYPE (EarMappingPage, ear_mapping_page, ADW_TYPE_NAVIGATION_PAGE)

static const char *
theme_name (EarMappingPage *page, const EarId *theme)
{
  for (guint i = 0; i < page->data->themes->len; i++)
    {
      const EarTreeRow *row = page->data->themes->pdata[i];

      if (ear_id_equal (&row->id, theme))
        return row->name;
    }
  return "";
}

static void
change (EarMappingPage *page, const EarId *theme, const EarId *priority, gboolean mapped, const char *reason)
{
  g_autofree char *said = g_strdup_printf (mapped ? _ ("“%s” counts") : _ ("“%s” no longer counts"), theme_name (page, theme));

  ear_deed_run (ear_window_of (GTK_WIDGET (page)), ear_mapping_do, ear_mapping_change_new (theme, priority, mapped, reason),
                ear_mapping_change_free, said, NULL, NULL);
}

static void
toggled_cb (EarMappingPage *page, const EarId *theme, const EarId *priority, gboolean mapped)
{
  change (page, theme, priority, mapped, NULL);
}

static void
item_changed_cb (EarMappingPage *page, const EarId *theme, const EarId *priority, gboolean mapped, const char *reason)
{
  change (page, theme, priority, mapped, reason);
}

/* The dialog carries the end that is known: which one is chosen in it is the other. */
static void
theme_chosen_cb (EarMappingPage *page, EarChoice *choice, GObject *dialog)
{
  change (page, ear_choice_get_id (choice), g_object_get_data (dialog, "priority"), TRUE, NULL);
}

static void
priority_chosen_cb (EarMappingPage *page, EarChoice *choice, GObject *dialog)
{
  change (page, g_object_get_data (dialog, "theme"), ear_choice_get_id (choice), TRUE, NULL);
}

static void
add_cb (EarMappingPage *page, const EarId *priority)
{
  AdwDialog *dialog = ear_tree_chooser_new (_ ("Which theme counts?"), page->data->themes, EAR_TREE_CHOOSER_ROWS);

  g_object_set_data_full (G_OBJECT (dialog), "priority", g_memdup2 (priority, sizeof *priority), g_free);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (theme_chosen_cb), page, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}

static EarTreeRow *
tree_row_of (const EarEvidenceRow *item)
{
  EarTreeRow *row = g_new0 (EarTreeRow, 1);

  row->id = item->id;
  row->parent = item->parent;
  row->name = item->code == NULL ? g_strdup (item->label) : g_strdup_printf ("%s %s", item->code, item->label);
  row->depth = item->depth;
  row->voices = item->count.contributions;
  return row;
}

static void
map_theme_cb (EarMappingPage *page, GtkButton *button)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_tree_row_free);
  const EarId *theme = g_object_get_data (G_OBJECT (button), "theme");
  AdwDialog *dialog;

  for (guint i = 0; i < page->data->items->len; i++)
    g_ptr_array_add (rows, tree_row_of (page->data->items->pdata[i]));
  dialog = ear_tree_chooser_new (_ ("Which priority does it count for?"), rows, EAR_TREE_CHOOSER_ROWS);
  g_object_set_data_full (G_OBJECT (dialog), "theme", g_memdup2 (theme, sizeof *theme), g_free);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (priority_chosen_cb), page, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}

static void
show_strategies (EarMappingPage *page)
{
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);

  for (guint i = 0; i < page->data->strategies->len; i++)
    {
      const EarStrategyRow *strategy = page->data->strategies->pdata[i];
      const char *label = strategy->short_title != NULL ? strategy->short_title : strategy->title;
      g_autoptr (EarChoice) choice = ear_choice_new (&strategy->id, NULL, label, 0);

      g_list_store_append (choices, choice);
    }
  gtk_drop_down_set_model (page->strategy_choice, G_LIST_MODEL (choices));
  gtk_drop_down_set_selected (page->strategy_choice, ear_choice_find (G_LIST_MODEL (choices), &page->data->strategy, NULL));
}

/* A part is an item at the top that has items below it, with them; all that stand alone at the top are one more. */
static const EarEvidenceRow *
part_of (const EarMappingData *data, guint i)
{
  const EarEvidenceRow *top = NULL;

  for (guint j = 0; j <= i; j++)
    {
      const EarEvidenceRow *item = data->items->pdata[j];

      if (item->depth == 0)
        top = item->is_heading ? item : NULL;
    }
  return top;
}

static void
add_section (GListStore *choices, const EarEvidenceRow *part)
{
  const EarId *id = part == NULL ? &EAR_ID_NONE : &part->id;
  g_autoptr (EarChoice) choice = NULL;

  if (ear_choice_find (G_LIST_MODEL (choices), id, part == NULL ? "whole" : NULL) != GTK_INVALID_LIST_POSITION)
    return;
  choice = ear_choice_new (id, part == NULL ? "whole" : NULL, part == NULL ? _ ("The strategy as a whole") : part->label, 0);
  g_list_store_append (choices, choice);
}

static void
show_sections (EarMappingPage *page)
{
  EarChoice *chosen = ear_choice_get_selected (page->section_choice);
  EarId id = chosen == NULL ? EAR_ID_NONE : *ear_choice_get_id (chosen);
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);
  guint place;

  for (guint i = 0; i < page->data->items->len; i++)
    add_section (choices, part_of (page->data, i));
  place = ear_choice_find (G_LIST_MODEL (choices), &id, ear_id_is_none (&id) ? "whole" : NULL);
  gtk_drop_down_set_model (page->section_choice, G_LIST_MODEL (choices));
  gtk_drop_down_set_selected (page->section_choice, place == GTK_INVALID_LIST_POSITION ? 0 : place);
  gtk_widget_set_visible (GTK_WIDGET (page->section_choice), g_list_model_get_n_items (G_LIST_MODEL (choices)) > 1);
}

/* Where there is no room for columns it is a list, whatever was chosen before. */
static gboolean
is_grid (EarMappingPage *page)
{
  return gtk_toggle_button_get_active (page->grid_button) && gtk_widget_get_visible (page->view_choice);
}

static void
show_grid (EarMappingPage *page)
{
  EarChoice *chosen = ear_choice_get_selected (page->section_choice);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  if (chosen == NULL || !is_grid (page))
    return;
  for (guint i = 0; i < page->data->items->len; i++)
    {
      const EarEvidenceRow *item = page->data->items->pdata[i], *part = part_of (page->data, i);

      if (ear_id_equal (part == NULL ? &EAR_ID_NONE : &part->id, ear_choice_get_id (chosen)) && item != part)
        g_ptr_array_add (items, (gpointer) item);
    }
  ear_mapping_grid_show (page->grid, page->data, items);
}

static gboolean
keep_row (GtkListBoxRow *row, gpointer data)
{
  EarMappingPage *page = EAR_MAPPING_PAGE (data);
  EarMappingItem *item = EAR_MAPPING_ITEM (row);

  return !gtk_toggle_button_get_active (page->gaps_button)
         || (!ear_mapping_item_is_heading (item) && !ear_mapping_item_has_themes (item));
}

static void
show_list (EarMappingPage *page)
{
  guint n = 0, mapped = 0;
  g_autofree char *summary = NULL;

  if (!ear_id_equal (&page->listed, &page->data->strategy))
    {
      gtk_list_box_remove_all (page->list);
      for (guint i = 0; i < page->data->items->len; i++)
        {
          GtkWidget *row = ear_mapping_item_new (page->data->items->pdata[i]);

          g_signal_connect_object (row, "change", G_CALLBACK (item_changed_cb), page, G_CONNECT_SWAPPED);
          g_signal_connect_object (row, "add", G_CALLBACK (add_cb), page, G_CONNECT_SWAPPED);
          gtk_list_box_append (page->list, row);
        }
      page->listed = page->data->strategy;
    }
  for (GtkListBoxRow *row; (row = gtk_list_box_get_row_at_index (page->list, (int) n)) != NULL; n++)
    ear_mapping_item_show (EAR_MAPPING_ITEM (row), page->data);
  for (guint i = n = 0; i < page->data->items->len; i++)
    {
      EarMappingItem *item = EAR_MAPPING_ITEM (gtk_list_box_get_row_at_index (page->list, (int) i));

      n += !ear_mapping_item_is_heading (item);
      mapped += !ear_mapping_item_is_heading (item) && ear_mapping_item_has_themes (item);
    }
  summary = g_strdup_printf (_ ("%u of %u priorities mapped"), mapped, n);
  gtk_label_set_text (page->summary, summary);
  gtk_list_box_invalidate_filter (page->list);
  gtk_widget_set_visible (GTK_WIDGET (page->no_gaps), gtk_toggle_button_get_active (page->gaps_button) && mapped == n);
}

static void
add_theme (EarMappingPage *page, const EarUnmapped *theme)
{
  GtkWidget *row = adw_action_row_new (), *button = gtk_button_new_with_label (_ ("Map…"));
  g_autofree char *voices
    = theme->voices == 0
        ? g_strdup (_ ("Not heard yet"))
        : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", theme->voices), theme->voices);
  g_autofree char *name = g_strdup_printf (_ ("Map “%s” to a priority"), theme->label);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), theme->label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), voices);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "theme", g_memdup2 (&theme->id, sizeof theme->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (map_theme_cb), page, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (page->themes, row);
}

static void
show_themes (EarMappingPage *page)
{
  gtk_list_box_remove_all (page->themes);
  for (guint i = 0; i < page->data->unmapped->len; i++)
    add_theme (page, page->data->unmapped->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (page->themes_group), page->data->unmapped->len > 0);
}

static void
arrived (gpointer user_data, gpointer result, const GError *error)
{
  EarMappingPage *page = user_data;

  if (error != NULL)
    {
      ear_problem_show_page (page->failed, error->message);
      gtk_stack_set_visible_child_name (page->stack, "failed");
      return;
    }
  g_clear_pointer (&page->data, ear_mapping_data_free);
  page->data = result;
  page->strategy = page->data->strategy;
  if (page->data->items == NULL)
    {
      gtk_stack_set_visible_child_name (page->stack, "empty");
      return;
    }
  page->filling = TRUE;
  show_strategies (page);
  show_sections (page);
  page->filling = FALSE;
  show_list (page);
  show_grid (page);
  show_themes (page);
  gtk_stack_set_visible_child_name (page->stack, "mapping");
}

static void
reload (gpointer data)
{
  EarMappingPage *page = data;

  ear_page_feed_ask (page->feed, ear_mapping_data_load, g_memdup2 (&page->strategy, sizeof page->strategy), g_free,
                     (GDestroyNotify) ear_mapping_data_free, arrived);
}

static void
strategy_cb (EarMappingPage *page)
{
  EarChoice *choice = ear_choice_get_selected (page->strategy_choice);

  if (page->filling || choice == NULL || page->feed == NULL)
    return;
  page->strategy = *ear_choice_get_id (choice);
  ear_page_feed_refresh (page->feed);
}

static void
section_cb (EarMappingPage *page)
{
  if (!page->filling && page->data != NULL)
    show_grid (page);
}

static void
view_cb (EarMappingPage *page)
{
  gboolean grid = is_grid (page);

  if (page->data == NULL)
    return;
  gtk_stack_set_visible_child_name (page->views, grid ? "grid" : "list");
  gtk_widget_set_visible (GTK_WIDGET (page->gaps_button), !grid);
  show_grid (page);
}

static void
gaps_cb (EarMappingPage *page)
{
  if (page->data != NULL)
    show_list (page);
}

static void
again_cb (EarMappingPage *page)
{
  ear_page_feed_refresh (page->feed);
}

static void
ear_mapping_page_dispose (GObject *object)
{
  EarMappingPage *page = EAR_MAPPING_PAGE (object);

  page->filling = TRUE;
  g_clear_pointer (&page->feed, ear_page_feed_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_MAPPING_PAGE);
  g_clear_pointer (&page->data, ear_mapping_data_free);
  G_OBJECT_CLASS (ear_mapping_page_parent_class)->dispose (object);
}

static void
ear_mapping_page_class_init (EarMappingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_mapping_page_dispose;
  g_type_ensure (EAR_TYPE_MAPPING_GRID);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-mapping-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EarMappingPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EarMappingPage, strategy_choice);
  gtk_widget_class_bind_template_child (widget_class, EarMappingPage, view_choice);
  gtk_widget_class_bind_template_child (widget_class, EarMappingPage, grid_button);
  gtk_widget_class_bind_template_child (widget_class, EarMappingPage, gaps_button);
  gtk_widget_class_bind_template_child (widget_class, EarMappingPage, summary);
  gtk_widget_class_bind_template_child (widget_class, EarMappingPage, views);
  gtk_widget_class_bind_template_child (widget_class, EarMappingPage, list);
  gtk_widget_class_bind_template_child (widget_class, EarMappingPage, no_gaps);
  gtk_widget_class_bind_template_child (widget_class, EarMappingPage, section_choice);
  gtk_widget_class_bind_template_child (widget_class, EarMappingPage, grid);
  gtk_widget_class_bind_template_child (widget_class, EarMappingPage, themes_group);
  gtk_widget_class_bind_template_child (widget_class, EarMappingPage, themes);
  gtk_widget_class_bind_template_child (widget_class, EarMappingPage, failed);
  gtk_widget_class_bind_template_callback (widget_class, strategy_cb);
  gtk_widget_class_bind_template_callback (widget_class, section_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_cb);
  gtk_widget_class_bind_template_callback (widget_class, gaps_cb);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
ear_mapping_page_init (EarMappingPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->feed = ear_page_feed_new (GTK_WIDGET (page), reload);
  ear_choice_prepare (page->strategy_choice);
  ear_choice_name (page->strategy_choice, _ ("Strategy"));
  ear_choice_prepare (page->section_choice);
  ear_choice_name (page->section_choice, _ ("Part of the strategy"));
  gtk_list_box_set_filter_func (page->list, keep_row, page, NULL);
}

/**
 * ear_mapping_page_new:
 * @strategy: which is shown first; EAR_ID_NONE for the newest
 *
 * Returns: (transfer floating): the page.
 */
AdwNavigationPage *
ear_mapping_page_new (EarWorkbook *workbook, const EarId *strategy)
{
  EarMappingPage *page = g_object_new (EAR_TYPE_MAPPING_PAGE, NULL);

  page->strategy = *strategy;
  ear_page_feed_set_workbook (page->feed, workbook);
  return ADW_NAVIGATION_PAGE (page);
}
