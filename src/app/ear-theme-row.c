/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-theme-row.h"

struct _EarThemeRow
{
  AdwBin parent_instance;

  GtkTreeExpander *expander;
  GtkLabel *name;
  GtkLabel *number;
  EarFeelingBar *bar;

  GtkListItem *list_item; /* lent, while bound */
  EarThemeNode *node;     /* while bound */
  gulong changed_handler;
};

G_DEFINE_FINAL_TYPE (EarThemeRow, ear_theme_row, ADW_TYPE_BIN)

static void
toggle_class (GtkWidget *widget, const char *css_class, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
show (EarThemeRow *row)
{
  const EarTreeRow *theme = ear_theme_node_get_row (row->node);
  g_autofree char *number = g_strdup_printf ("%'u", theme->voices);
  g_autofree char *description = ear_theme_node_describe (row->node);

  gtk_label_set_text (row->name, theme->name);
  gtk_label_set_text (row->number, number);
  toggle_class (GTK_WIDGET (row->name), "heading", ear_theme_node_is_statement (row->node));
  toggle_class (GTK_WIDGET (row->number), "heading", ear_theme_node_is_statement (row->node));
  toggle_class (GTK_WIDGET (row), "not-heard", theme->voices == 0);
  gtk_widget_set_visible (GTK_WIDGET (row->bar), theme->voices > 0);
  ear_feeling_bar_set_feelings (row->bar, ear_theme_node_get_feelings (row->node), ear_theme_node_get_most (row->node));
  gtk_list_item_set_accessible_label (row->list_item, description);
}

static void
setup_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item)
{
  EarThemeRow *row = g_object_new (EAR_TYPE_THEME_ROW, NULL);

  gtk_list_item_set_child (list_item, GTK_WIDGET (row));
}

static void
bind_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item)
{
  EarThemeRow *row = EAR_THEME_ROW (gtk_list_item_get_child (list_item));
  GtkTreeListRow *tree_row = gtk_list_item_get_item (list_item);

  gtk_tree_expander_set_list_row (row->expander, tree_row);
  row->list_item = list_item;
  row->node = gtk_tree_list_row_get_item (tree_row);
  row->changed_handler = g_signal_connect_swapped (row->node, "changed", G_CALLBACK (show), row);
  show (row);
}

static void
let_go (EarThemeRow *row)
{
  if (row->node != NULL)
    g_clear_signal_handler (&row->changed_handler, row->node);
  g_clear_object (&row->node);
  row->list_item = NULL;
}

static void
unbind_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item)
{
  EarThemeRow *row = EAR_THEME_ROW (gtk_list_item_get_child (list_item));

  let_go (row);
  gtk_tree_expander_set_list_row (row->expander, NULL);
}

static void
ear_theme_row_dispose (GObject *object)
{
  let_go (EAR_THEME_ROW (object));
  /* The template's end would take the child away behind the bin's back. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_THEME_ROW);
  G_OBJECT_CLASS (ear_theme_row_parent_class)->dispose (object);
}

static void
ear_theme_row_class_init (EarThemeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_theme_row_dispose;
  g_type_ensure (EAR_TYPE_FEELING_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-theme-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EarThemeRow, expander);
  gtk_widget_class_bind_template_child (widget_class, EarThemeRow, name);
  gtk_widget_class_bind_template_child (widget_class, EarThemeRow, number);
  gtk_widget_class_bind_template_child (widget_class, EarThemeRow, bar);
}

static void
ear_theme_row_init (EarThemeRow *row)
{
  gtk_widget_init_template (GTK_WIDGET (row));
}

/**
 * ear_theme_row_factory_new:
 *
 * Returns: (transfer full): makes a row for each GtkTreeListRow that holds an EarThemeNode. Main thread.
 */
GtkListItemFactory *
ear_theme_row_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}
