/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-mapping-item.h"

#include <glib/gi18n.h>

#define STEP 14

struct _EarMappingItem
{
  GtkListBoxRow parent_instance;

  GtkWidget *chips;
  GtkWidget *nothing;
  GtkWidget *add_button;
  GPtrArray *shown; /* GtkWidget: the chips */
  char *saying;     /* what the chips say, so that the same again touches nothing */
  EarId id;
  char *name;
  gboolean is_heading;
};

G_DEFINE_FINAL_TYPE (EarMappingItem, ear_mapping_item, GTK_TYPE_LIST_BOX_ROW)

enum
{
  SIGNAL_CHANGE,
  SIGNAL_ADD,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What a chip's popover works on. */
typedef struct
{
  EarMappingItem *item; /* holds the chip */
  EarId theme;
  GtkMenuButton *button;
  GtkEditable *reason;
} Chip;

static void
chip_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  g_free (data);
}

static void
keep_reason_cb (Chip *chip)
{
  g_autofree char *reason = g_strdup (gtk_editable_get_text (chip->reason));
  EarId theme = chip->theme;
  EarMappingItem *item = chip->item;

  gtk_menu_button_popdown (chip->button);
  g_signal_emit (item, signals[SIGNAL_CHANGE], 0, &theme, &item->id, TRUE, reason);
}

static void
remove_cb (Chip *chip)
{
  EarId theme = chip->theme;
  EarMappingItem *item = chip->item;

  gtk_menu_button_popdown (chip->button);
  gtk_widget_grab_focus (item->add_button);
  g_signal_emit (item, signals[SIGNAL_CHANGE], 0, &theme, &item->id, FALSE, NULL);
}

static void
connect_chip (gpointer widget, const char *signal, GCallback callback, const Chip *chip)
{
  g_signal_connect_data (widget, signal, callback, g_memdup2 (chip, sizeof *chip), chip_free, G_CONNECT_SWAPPED);
}

static GtkWidget *
build_popover (EarMappingItem *item, const EarMappingRow *row, GtkMenuButton *button)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("_Why it counts")), *entry = gtk_entry_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *keep = gtk_button_new_with_mnemonic (_ ("_Keep reason"));
  GtkWidget *remove = gtk_button_new_with_mnemonic (_ ("_Does not count"));
  Chip chip = { item, row->theme, button, GTK_EDITABLE (entry) };

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), row->reason == NULL ? "" : row->reason);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 28);
  gtk_widget_add_css_class (keep, "suggested-action");
  gtk_box_append (GTK_BOX (buttons), keep);
  gtk_box_append (GTK_BOX (buttons), remove);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  connect_chip (entry, "activate", G_CALLBACK (keep_reason_cb), &chip);
  connect_chip (keep, "clicked", G_CALLBACK (keep_reason_cb), &chip);
  connect_chip (remove, "clicked", G_CALLBACK (remove_cb), &chip);
  return popover;
}

static void
add_chip (EarMappingItem *item, const EarMappingRow *row)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), row->theme_name);
  gtk_menu_button_set_can_shrink (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), build_popover (item, row, GTK_MENU_BUTTON (button)));
  gtk_widget_set_tooltip_text (button, row->reason == NULL ? _ ("No reason is given yet") : row->reason);
  gtk_widget_add_css_class (button, "mapping-chip");
  adw_wrap_box_insert_child_after (ADW_WRAP_BOX (item->chips), button,
                                   item->shown->len == 0 ? NULL : item->shown->pdata[item->shown->len - 1]);
  g_ptr_array_add (item->shown, button);
}

static void
add_cb (EarMappingItem *item)
{
  g_signal_emit (item, signals[SIGNAL_ADD], 0, &item->id);
}

static char *
describe (const EarMappingItem *item, const EarMappingData *data)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < data->mappings->len; i++)
    {
      const EarMappingRow *row = data->mappings->pdata[i];

      if (ear_id_equal (&row->priority, &item->id))
        g_string_append_printf (text, "%s\n%s\n", row->theme_name, row->reason == NULL ? "" : row->reason);
    }
  return g_string_free (text, FALSE);
}

/**
 * ear_mapping_item_show:
 *
 * Shows the themes that count for this priority. Where they are those from before nothing is touched, and the focus stays.
 */
void
ear_mapping_item_show (EarMappingItem *item, const EarMappingData *data)
{
  g_autofree char *saying = describe (item, data);

  if (g_strcmp0 (saying, item->saying) == 0)
    return;
  g_free (item->saying);
  item->saying = g_steal_pointer (&saying);
  for (guint i = 0; i < item->shown->len; i++)
    adw_wrap_box_remove (ADW_WRAP_BOX (item->chips), item->shown->pdata[i]);
  g_ptr_array_set_size (item->shown, 0);
  for (guint i = 0; i < data->mappings->len; i++)
    {
      const EarMappingRow *row = data->mappings->pdata[i];

      if (ear_id_equal (&row->priority, &item->id))
        add_chip (item, row);
    }
  gtk_widget_set_visible (item->nothing, item->shown->len == 0 && !item->is_heading);
}

const EarId *
ear_mapping_item_get_id (EarMappingItem *item)
{
  return &item->id;
}

gboolean
ear_mapping_item_is_heading (EarMappingItem *item)
{
  return item->is_heading;
}

gboolean
ear_mapping_item_has_themes (EarMappingItem *item)
{
  return item->shown->len > 0;
}

static void
ear_mapping_item_finalize (GObject *object)
{
  EarMappingItem *item = EAR_MAPPING_ITEM (object);

  g_ptr_array_unref (item->shown);
  g_free (item->saying);
  g_free (item->name);
  G_OBJECT_CLASS (ear_mapping_item_parent_class)->finalize (object);
}

static void
ear_mapping_item_class_init (EarMappingItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_mapping_item_finalize;
  signals[SIGNAL_CHANGE] = g_signal_new ("change", EAR_TYPE_MAPPING_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                                         G_TYPE_POINTER, G_TYPE_POINTER, G_TYPE_BOOLEAN, G_TYPE_STRING);
  signals[SIGNAL_ADD]
    = g_signal_new ("add", EAR_TYPE_MAPPING_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
ear_mapping_item_init (EarMappingItem *item)
{
  item->shown = g_ptr_array_new ();
}

static GtkWidget *
title_new (const EarMappingItem *item)
{
  GtkWidget *label = gtk_label_new (item->name);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (item->is_heading)
    gtk_widget_add_css_class (label, "heading");
  return label;
}

static void
build (EarMappingItem *item, guint depth)
{
  g_autofree char *add_name = g_strdup_printf (_ ("Add a theme that counts for “%s”"), item->name);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  item->chips = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (item->chips), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (item->chips), 6);
  item->nothing = gtk_label_new (_ ("No theme yet"));
  gtk_widget_add_css_class (item->nothing, "dim-label");
  gtk_widget_set_visible (item->nothing, !item->is_heading);
  item->add_button = gtk_button_new_with_label (_ ("Add theme…"));
  gtk_widget_add_css_class (item->add_button, "flat");
  /* Else its visible label is its whole name, and all these buttons would be called the same. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (item->add_button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL, add_name, -1);
  g_signal_connect_object (item->add_button, "clicked", G_CALLBACK (add_cb), item, G_CONNECT_SWAPPED);
  adw_wrap_box_append (ADW_WRAP_BOX (item->chips), item->nothing);
  adw_wrap_box_append (ADW_WRAP_BOX (item->chips), item->add_button);
  gtk_box_append (GTK_BOX (box), title_new (item));
  gtk_box_append (GTK_BOX (box), item->chips);
  gtk_widget_set_margin_start (box, 12 + (int) depth * STEP);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 10);
  gtk_widget_set_margin_bottom (box, 10);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (item), box);
}

/**
 * ear_mapping_item_new:
 *
 * Returns: (transfer floating): a row for a strategy's item, without themes yet.
 */
GtkWidget *
ear_mapping_item_new (const EarEvidenceRow *row)
{
  EarMappingItem *item = g_object_new (EAR_TYPE_MAPPING_ITEM, "activatable", FALSE, "focusable", FALSE, NULL);

  item->id = row->id;
  item->name = row->code == NULL ? g_strdup (row->label) : g_strdup_printf ("%s %s", row->code, row->label);
  item->is_heading = row->is_heading;
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, item->name, -1);
  build (item, row->depth);
  return GTK_WIDGET (item);
}
