/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-table-rows.h"

#include <glib/gi18n.h>

#include "ear-choice.h"
#include "ear-fields.h"
#include "ear-rows.h"
#include "ear-terms.h"

#define ROWS "ear-table-rows"
#define MOST_PEOPLE 1000

/* They live as long as the row that they stand in. */
typedef struct
{
  EarTableRowsSet set;
  AdwSwitchRow *organisation;
  AdwComboRow *sector;
  AdwSpinRow *people;
  gboolean filling; /* its own doing, not a person's */
} Rows;

static void
set_field (AdwExpanderRow *row, guint field, const char *value)
{
  Rows *rows = g_object_get_data (G_OBJECT (row), ROWS);

  if (!rows->filling)
    rows->set (row, field, value);
}

static void
organisation_cb (AdwExpanderRow *row)
{
  Rows *rows = g_object_get_data (G_OBJECT (row), ROWS);

  set_field (row, EAR_PARTICIPANT_NATURE, adw_switch_row_get_active (rows->organisation) ? "organisation" : "table");
}

static void
sector_cb (AdwExpanderRow *row)
{
  Rows *rows = g_object_get_data (G_OBJECT (row), ROWS);
  EarChoice *choice = ear_choice_get_selected (rows->sector);

  if (choice != NULL)
    set_field (row, EAR_PARTICIPANT_SECTOR, ear_choice_get_key (choice));
}

/* Nobody sits there is not said of a table: 0 stands for a number that nobody noted. */
static void
people_cb (AdwExpanderRow *row)
{
  Rows *rows = g_object_get_data (G_OBJECT (row), ROWS);
  int people = (int) adw_spin_row_get_value (rows->people);
  g_autofree char *number = people == 0 ? NULL : g_strdup_printf ("%d", people);

  set_field (row, EAR_PARTICIPANT_PEOPLE, number);
}

static GListModel *
sector_choices (void)
{
  GListStore *choices = g_list_store_new (EAR_TYPE_CHOICE);
  g_autoptr (EarChoice) none = ear_choice_new (NULL, NULL, _ ("Not said"), 0);

  g_list_store_append (choices, none);
  for (guint i = 0; EAR_TERMS_TABLE_SECTOR[i] != NULL; i++)
    {
      g_autoptr (EarChoice) choice
        = ear_choice_new (NULL, EAR_TERMS_TABLE_SECTOR[i], ear_term_label (EAR_TERMS_TABLE_SECTOR, EAR_TERMS_TABLE_SECTOR[i]), 0);

      g_list_store_append (choices, choice);
    }
  return G_LIST_MODEL (choices);
}

/**
 * ear_table_rows_add:
 * @set: told what a person changed
 *
 * Adds the rows of a table to the row that unfolds.
 */
void
ear_table_rows_add (AdwExpanderRow *row, EarTableRowsSet set)
{
  Rows *rows = g_new0 (Rows, 1);
  g_autoptr (GListModel) sectors = sector_choices ();

  g_object_set_data_full (G_OBJECT (row), ROWS, rows, g_free);
  rows->set = set;
  rows->filling = TRUE;
  rows->organisation = ADW_SWITCH_ROW (adw_switch_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (rows->organisation), _ ("An organisation sits here"));
  g_signal_connect_object (rows->organisation, "notify::active", G_CALLBACK (organisation_cb), row, G_CONNECT_SWAPPED);
  rows->sector = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (rows->sector), _ ("Who sits here"));
  adw_combo_row_set_use_subtitle (rows->sector, TRUE);
  ear_choice_prepare (rows->sector);
  adw_combo_row_set_model (rows->sector, sectors);
  g_signal_connect_object (rows->sector, "notify::selected", G_CALLBACK (sector_cb), row, G_CONNECT_SWAPPED);
  rows->people = ADW_SPIN_ROW (ear_row_new_spin (_ ("How many people"), MOST_PEOPLE));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (rows->people), _ ("0 where nobody counted"));
  g_signal_connect_object (rows->people, "notify::value", G_CALLBACK (people_cb), row, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (row, GTK_WIDGET (rows->sector));
  adw_expander_row_add_row (row, GTK_WIDGET (rows->people));
  adw_expander_row_add_row (row, GTK_WIDGET (rows->organisation));
  rows->filling = FALSE;
}

/**
 * ear_table_rows_fill:
 * @table: as it is in the workbook now
 */
void
ear_table_rows_fill (AdwExpanderRow *row, const EarRecord *table)
{
  Rows *rows = g_object_get_data (G_OBJECT (row), ROWS);
  guint sector;

  if (rows == NULL)
    return;
  rows->filling = TRUE;
  sector = ear_choice_find (adw_combo_row_get_model (rows->sector), &EAR_ID_NONE, ear_record_get (table, EAR_PARTICIPANT_SECTOR));
  adw_combo_row_set_selected (rows->sector, sector == GTK_INVALID_LIST_POSITION ? 0 : sector);
  adw_switch_row_set_active (rows->organisation, g_strcmp0 (ear_record_get (table, EAR_PARTICIPANT_NATURE), "organisation") == 0);
  if (gtk_widget_get_focus_child (GTK_WIDGET (rows->people)) == NULL)
    adw_spin_row_set_value (rows->people, (double) MAX (ear_record_get_integer (table, EAR_PARTICIPANT_PEOPLE), 0));
  rows->filling = FALSE;
}

/**
 * ear_table_rows_is_table:
 *
 * Returns: whether several sit there, rather than one person.
 */
gboolean
ear_table_rows_is_table (const EarRecord *participant)
{
  const char *nature = ear_record_get (participant, EAR_PARTICIPANT_NATURE);

  return g_strcmp0 (nature, "table") == 0 || g_strcmp0 (nature, "organisation") == 0;
}

/**
 * ear_table_rows_describe:
 *
 * Returns: (transfer full): who sits there and how many, in one line; the empty string where nobody said.
 */
char *
ear_table_rows_describe (const EarRecord *table)
{
  const char *sector = ear_record_get (table, EAR_PARTICIPANT_SECTOR);
  gint64 people = ear_record_get_integer (table, EAR_PARTICIPANT_PEOPLE);
  g_autoptr (GString) line = g_string_new (sector == NULL ? NULL : ear_term_label (EAR_TERMS_TABLE_SECTOR, sector));

  if (ear_record_get (table, EAR_PARTICIPANT_PEOPLE) != NULL)
    {
      g_string_append (line, line->len > 0 ? " · " : "");
      g_string_append_printf (line, g_dngettext (GETTEXT_PACKAGE, "%u person", "%u people", (gulong) people), (guint) people);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}
