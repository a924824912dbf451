/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Place by place: what matters in each and how it feels. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

#include "ear-terms.h"

static EarShown
get_cell (const EarReportParts *parts, const EarTable *table, guint row, int column)
{
  return ear_protect_get_table (parts->protect, table, EAR_REPORT_PERIOD, parts->scope, EAR_MEASURE_VOICES, (int) row, column);
}

/* A place's column of the figures: each main heading, its voices, and the share they are of the place's. */
static void
add_column (EarReportParts *parts, EarDocumentTable *added, const EarTable *table, guint place)
{
  EarShown all = get_cell (parts, table, place, -1);

  for (guint c = 0; c < table->columns->len; c++)
    {
      const EarHeading *heading = table->columns->pdata[c];
      EarShown shown = get_cell (parts, table, place, (int) c);
      EarDocumentRow *row;

      if (heading->depth > EAR_REPORT_COLUMN_DEPTH || (!shown.hidden && shown.value == 0))
        continue;
      row = ear_document_table_add_row (added, heading->label, 0);
      ear_document_row_add_figure (row, shown, ear_document_figure (shown), EAR_FIGURE_NONE);
      ear_document_row_add_share (row, shown, all);
    }
}

static void
add_table (EarReportParts *parts, const char *caption, const EarTable *table, guint place)
{
  EarDocumentTable *added = ear_document_add_table (parts->document, caption, ear_dimension_label (table->column_dimension));

  ear_document_table_add_column (added, _ ("Voices"), TRUE, "");
  ear_document_table_add_column (added, _ ("Share"), TRUE, NULL);
  add_column (parts, added, table, place);
}

gboolean
ear_report_add_places (EarReportParts *parts, GError **error G_GNUC_UNUSED)
{
  const EarTable *themes = parts->themes_of_places, *feelings = parts->feelings_of_places;
  guint n = 0;

  ear_document_add_paragraph (parts->document, _ ("The voices of a place are those of all places inside it, too. A share is of all voices of that place."));
  for (guint r = 0; r < themes->rows->len; r++)
    {
      const EarHeading *place = themes->rows->pdata[r];
      EarShown all = get_cell (parts, themes, r, -1);
      g_autofree char *of_themes = NULL, *of_feelings = NULL, *voices = NULL;

      if (ear_report_is_none (place) || (!all.hidden && all.value == 0))
        continue;
      n++;
      ear_document_add_heading (parts->document, 2, place->label);
      if (all.hidden)
        {
          ear_document_add_paragraph (parts->document, _ ("Few people were heard here, so no figures of this place alone are shown."));
          continue;
        }
      voices = g_strdup_printf (ngettext ("%u voice was heard here.", "%u voices were heard here.", all.value), all.value);
      ear_document_add_paragraph (parts->document, voices);
      /* Translators: a place. */
      of_themes = g_strdup_printf (_ ("Main themes in %s"), place->label);
      of_feelings = g_strdup_printf (_ ("How it feels in %s"), place->label);
      add_table (parts, of_themes, themes, r);
      add_table (parts, of_feelings, feelings, r);
    }
  if (n == 0)
    ear_document_add_paragraph (parts->document, _ ("Of no voice it is recorded where it was heard."));
  return TRUE;
}
