/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-mapping-grid.h"

#include <glib/gi18n.h>

#define COLUMN_CHARACTERS 16
#define THEME_CHARACTERS 30
#define STEP 14

struct _EarMappingGrid
{
  AdwBin parent_instance;

  GtkGrid *cells;
  GPtrArray *themes; /* EarId of each row */
  GPtrArray *items;  /* EarId of each column */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (EarMappingGrid, ear_mapping_grid, ADW_TYPE_BIN)

enum
{
  SIGNAL_TOGGLED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GtkWidget *
cell_at (EarMappingGrid *grid, guint row, guint column)
{
  return gtk_grid_get_child_at (grid->cells, (int) column + 1, (int) row + 1);
}

static void
toggled_cb (EarMappingGrid *grid, GtkCheckButton *button)
{
  int row, column;

  if (grid->filling)
    return;
  gtk_grid_query_child (grid->cells, GTK_WIDGET (button), &column, &row, NULL, NULL);
  g_signal_emit (grid, signals[SIGNAL_TOGGLED], 0, grid->themes->pdata[row - 1], grid->items->pdata[column - 1],
                 gtk_check_button_get_active (button));
}

static char *
name_item (const EarEvidenceRow *item)
{
  return item->code == NULL ? g_strdup (item->label) : g_strdup_printf ("%s %s", item->code, item->label);
}

static gboolean
same_ids (GPtrArray *ids, GPtrArray *rows, gsize offset)
{
  if (ids->len != rows->len)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      if (!ear_id_equal (ids->pdata[i], (const EarId *) (void *) ((char *) rows->pdata[i] + offset)))
        return FALSE;
    }
  return TRUE;
}

static GtkWidget *
header_new (const char *text, int characters, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), characters);
  gtk_label_set_max_width_chars (GTK_LABEL (label), characters);
  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  return label;
}

static void
add_columns (EarMappingGrid *grid, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const EarEvidenceRow *item = items->pdata[i];
      g_autofree char *name = name_item (item);
      GtkWidget *label = header_new (name, COLUMN_CHARACTERS, 0.5f);

      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
      gtk_widget_set_valign (label, GTK_ALIGN_END);
      gtk_widget_add_css_class (label, "caption-heading");
      gtk_grid_attach (grid->cells, label, (int) i + 1, 0, 1, 1);
      g_ptr_array_add (grid->items, g_memdup2 (&item->id, sizeof item->id));
    }
}

static void
add_row (EarMappingGrid *grid, const EarTreeRow *theme, GPtrArray *items, guint n)
{
  GtkWidget *label = header_new (theme->name, THEME_CHARACTERS, 0);

  gtk_widget_set_margin_start (label, (int) theme->depth * STEP);
  gtk_grid_attach (grid->cells, label, 0, (int) n + 1, 1, 1);
  g_ptr_array_add (grid->themes, g_memdup2 (&theme->id, sizeof theme->id));
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *item = name_item (items->pdata[i]);
      g_autofree char *name = g_strdup_printf (_ ("“%s” counts for “%s”"), theme->name, item);
      GtkWidget *button = gtk_check_button_new ();

      gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), grid, G_CONNECT_SWAPPED);
      gtk_grid_attach (grid->cells, button, (int) i + 1, (int) n + 1, 1, 1);
    }
}

static void
rebuild (EarMappingGrid *grid, const EarMappingData *data, GPtrArray *items)
{
  g_ptr_array_set_size (grid->themes, 0);
  g_ptr_array_set_size (grid->items, 0);
  grid->cells = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (grid->cells, 6);
  gtk_grid_set_column_spacing (grid->cells, 12);
  add_columns (grid, items);
  for (guint i = 0; i < data->themes->len; i++)
    add_row (grid, data->themes->pdata[i], items, i);
  adw_bin_set_child (ADW_BIN (grid), GTK_WIDGET (grid->cells));
}

static void
fill (EarMappingGrid *grid, const EarMappingData *data)
{
  for (guint row = 0; row < grid->themes->len; row++)
    {
      for (guint column = 0; column < grid->items->len; column++)
        {
          const EarMappingRow *mapping
            = ear_mapping_data_find (data, grid->themes->pdata[row], grid->items->pdata[column]);
          GtkWidget *button = cell_at (grid, row, column);

          gtk_check_button_set_active (GTK_CHECK_BUTTON (button), mapping != NULL);
          gtk_widget_set_tooltip_text (button, mapping == NULL ? NULL : mapping->reason);
        }
    }
}

/**
 * ear_mapping_grid_show:
 * @items: (element-type EarEvidenceRow): the columns
 *
 * Keeps its cells, and with them the focus, where rows and columns are those from before.
 */
void
ear_mapping_grid_show (EarMappingGrid *grid, const EarMappingData *data, GPtrArray *items)
{
  grid->filling = TRUE;
  if (grid->cells == NULL || !same_ids (grid->themes, data->themes, G_STRUCT_OFFSET (EarTreeRow, id))
      || !same_ids (grid->items, items, G_STRUCT_OFFSET (EarEvidenceRow, id)))
    rebuild (grid, data, items);
  fill (grid, data);
  grid->filling = FALSE;
}

static void
ear_mapping_grid_dispose (GObject *object)
{
  EarMappingGrid *grid = EAR_MAPPING_GRID (object);

  grid->filling = TRUE;
  grid->cells = NULL;
  g_clear_pointer (&grid->themes, g_ptr_array_unref);
  g_clear_pointer (&grid->items, g_ptr_array_unref);
  G_OBJECT_CLASS (ear_mapping_grid_parent_class)->dispose (object);
}

static void
ear_mapping_grid_class_init (EarMappingGridClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_mapping_grid_dispose;
  signals[SIGNAL_TOGGLED] = g_signal_new ("toggled", EAR_TYPE_MAPPING_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 3, G_TYPE_POINTER, G_TYPE_POINTER, G_TYPE_BOOLEAN);
}

static void
ear_mapping_grid_init (EarMappingGrid *grid)
{
  grid->themes = g_ptr_array_new_with_free_func (g_free);
  grid->items = g_ptr_array_new_with_free_func (g_free);
}
