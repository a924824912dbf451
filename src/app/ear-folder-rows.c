/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-folder-rows.h"

#include <glib/gi18n.h>

#include "ear-folder-words.h"
#include "ear-partner-words.h"
#include "ear-rows.h"

/* So many of each kind are shown one by one. */
#define MAX_SHOWN 40

struct _EarFolderRows
{
  AdwExpanderRow *left, *cards;     /* lent */
  GPtrArray *left_rows, *card_rows; /* GtkWidget, lent */
  EarFolderCardFunc look_at;
  gpointer data;
};

/**
 * ear_folder_rows_new:
 * @left: for files that are left out
 * @cards: for exchange cards that are not accepted
 * @look_at: told of a card that is to be looked at
 *
 * Returns: (transfer full): for the two expanders, which outlive it. Main thread.
 */
EarFolderRows *
ear_folder_rows_new (AdwExpanderRow *left, AdwExpanderRow *cards, EarFolderCardFunc look_at, gpointer data)
{
  EarFolderRows *rows = g_new0 (EarFolderRows, 1);

  *rows = (EarFolderRows) { left, cards, g_ptr_array_new (), g_ptr_array_new (), look_at, data };
  return rows;
}

void
ear_folder_rows_free (EarFolderRows *rows)
{
  if (rows == NULL)
    return;
  g_ptr_array_unref (rows->left_rows);
  g_ptr_array_unref (rows->card_rows);
  g_free (rows);
}

static gboolean
is_left (const EarFolderFile *file)
{
  return !file->copy
         && (file->fate == EAR_FOLDER_ARRIVING || file->fate == EAR_FOLDER_NOT_FOR_US || file->fate == EAR_FOLDER_REFUSED
             || file->fate == EAR_FOLDER_UNSIGNED);
}

static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  g_autofree char *both = g_strdup_printf ("%s\n%s", title, subtitle);
  GtkWidget *row = ear_row_new (title, subtitle);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
  return row;
}

static void
look_cb (GtkButton *button, gpointer data)
{
  EarFolderRows *rows = data;

  rows->look_at (g_object_get_data (G_OBJECT (button), "path"), rows->data);
}

static GtkWidget *
new_card_row (EarFolderRows *rows, const EarFolderFile *file)
{
  g_autofree char *title = ear_partner_words_title (file->card->name, file->card->organisation_name);
  g_autofree char *name = g_strdup_printf (_ ("Look at the card of %s"), title);
  GtkWidget *row = new_row (title, file->name);
  GtkWidget *button = ear_row_add_button (row, _ ("Look at _It"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (file->path), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (look_cb), rows);
  return row;
}

static void
begin (AdwExpanderRow *expander, GPtrArray *rows, const char *title)
{
  for (guint i = 0; i < rows->len; i++)
    adw_expander_row_remove (expander, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (expander), title != NULL);
  if (title != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
}

static void
add (AdwExpanderRow *expander, GPtrArray *rows, GtkWidget *row)
{
  adw_expander_row_add_row (expander, row);
  g_ptr_array_add (rows, row);
}

/**
 * ear_folder_rows_show:
 *
 * Shows what is in the folder now.
 */
void
ear_folder_rows_show (EarFolderRows *rows, const EarFolderLook *look)
{
  g_autofree char *left = ear_folder_words_left (look);
  g_autofree char *cards = ear_folder_words_cards (look);

  begin (rows->left, rows->left_rows, left);
  begin (rows->cards, rows->card_rows, cards);
  for (guint i = 0; i < look->files->len; i++)
    {
      const EarFolderFile *file = look->files->pdata[i];

      if (is_left (file) && rows->left_rows->len < MAX_SHOWN)
        add (rows->left, rows->left_rows, new_row (file->name, ear_folder_words_file (file)));
      else if (file->fate == EAR_FOLDER_CARD && !file->copy && rows->card_rows->len < MAX_SHOWN)
        add (rows->cards, rows->card_rows, new_card_row (rows, file));
    }
}
