/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All figures of the report go through ear-protect.h together with the editions published before, and the last page says
 * what came of it. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

#include "ear-edition.h"

/* How many cells a list on the last page names. */
#define MAX_NAMED 40

static char *
name_recorder (const EarRecorder *recorder, gboolean held)
{
  g_autofree char *id = ear_protect_id (held ? EAR_MEASURE_SESSIONS : EAR_MEASURE_VOICES, "organisation", recorder->name, NULL);

  return g_strconcat (held ? "held-" : "", id, NULL);
}

/* Voices without a session are in no row, and sessions without a voice are in no total; where there are none of those, as whoever
 * reads may think, the rows are the total. A row stands for an organisation that held a session. */
static void
add_recorders (EarReportParts *parts, gboolean held)
{
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (EarTerm));
  g_autofree char *all = ear_protect_id (held ? EAR_MEASURE_SESSIONS : EAR_MEASURE_VOICES, NULL);
  EarTerm total = { ear_protect_find (parts->protect, all), -1 };

  for (guint i = 0; i < parts->recorders->len; i++)
    {
      const EarRecorder *recorder = parts->recorders->pdata[i];
      g_autofree char *id = name_recorder (recorder, held);
      EarCellFlags flags = held && !parts->preset.hide_zero ? EAR_CELL_ROW : EAR_CELL_PLAIN;
      EarTerm term = { ear_protect_add_cell (parts->protect, id, recorder->name, held ? recorder->sessions : recorder->voices, flags), 1 };

      g_array_append_val (terms, term);
    }
  g_array_append_val (terms, total);
  ear_protect_add_relation (parts->protect, EAR_RELATION_EQUAL, (EarTerm *) (gpointer) terms->data, terms->len);
  ear_protect_add_relation (parts->protect, held ? EAR_RELATION_AT_LEAST : EAR_RELATION_AT_MOST, (EarTerm *) (gpointer) terms->data,
                            terms->len);
}

/* The number of all voices is in every report, also where no table has it. There is no session without a voice. */
static void
add_totals (EarReportParts *parts)
{
  EarTerm terms[] = { { 0, 1 }, { 0, -1 } };
  const guint values[] = { parts->themes->total.contributions, parts->themes->total.sessions };

  for (guint m = 0; m < G_N_ELEMENTS (terms); m++)
    {
      g_autofree char *id = ear_protect_id ((EarMeasure) m, "", parts->scope, NULL);

      terms[m].cell = ear_protect_add_cell (parts->protect, id, "Σ", values[m], EAR_CELL_IMPORTANT);
    }
  ear_protect_add_relation (parts->protect, EAR_RELATION_AT_LEAST, terms, G_N_ELEMENTS (terms));
}

EarShown
ear_report_get_recorder (const EarReportParts *parts, const EarRecorder *recorder, gboolean held)
{
  g_autofree char *id = name_recorder (recorder, held);

  return ear_protect_get (parts->protect, id);
}

static void
warn_exposed (EarReportParts *parts)
{
  for (guint i = 0; i < parts->audit->exposed->len; i++)
    g_ptr_array_add (parts->document->warnings, g_strdup (g_ptr_array_index (parts->audit->exposed, i)));
}

/**
 * ear_report_protect:
 *
 * Decides what is shown of each figure that ear_report_count() counted.
 */
gboolean
ear_report_protect (EarReportParts *parts, GCancellable *cancellable, GError **error)
{
  gboolean heard = ear_report_wants (parts, EAR_SECTION_HEARD);
  const EarTable *const tables[] = {
    ear_report_wants (parts, EAR_SECTION_MATTERS) || ear_report_wants (parts, EAR_SECTION_TOLD) ? parts->themes : NULL,
    heard && parts->kind != EAR_REPORT_GROUP ? parts->groups : NULL, heard && parts->kind != EAR_REPORT_PLACE ? parts->places : NULL,
    parts->periods, parts->feelings, parts->themes_of_groups, parts->feelings_of_themes, parts->themes_of_places, parts->feelings_of_places,
  };

  parts->protect = ear_protect_new (&parts->preset);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (tables[i] != NULL)
        ear_protect_add_table (parts->protect, tables[i], EAR_REPORT_PERIOD, parts->scope,
                               tables[i] == parts->themes_of_groups ? EAR_PROTECT_ALL_COLUMNS : EAR_REPORT_COLUMN_DEPTH);
    }
  add_totals (parts);
  for (guint held = 0; parts->recorders != NULL && held < 2; held++)
    add_recorders (parts, held);
  for (guint i = 0; i < parts->evidence->len; i++)
    {
      const EarStrategyRow *strategy = g_ptr_array_index (parts->strategies, i);

      if (!ear_protect_add_evidence (parts->protect, parts->store, &strategy->id, g_ptr_array_index (parts->evidence, i), error))
        return FALSE;
    }
  if (!ear_preset_is_internal (&parts->preset) && !ear_edition_add_all (parts->protect, parts->store, error))
    return FALSE;
  ear_protect_watch (parts->protect, parts->progress, parts->progress_data);
  if (!ear_protect_run (parts->protect, cancellable, error))
    return FALSE;
  parts->audit = ear_protect_audit (parts->protect, cancellable, error);
  if (parts->audit == NULL)
    return FALSE;
  warn_exposed (parts);
  return TRUE;
}

static void
add_printed (EarReportParts *parts, char *text)
{
  ear_document_add_paragraph (parts->document, text);
  g_free (text);
}

static void
add_names (EarReportParts *parts, const GPtrArray *names)
{
  EarBlock *list = ear_document_add (parts->document, EAR_BLOCK_LIST);

  for (guint i = 0; i < MIN (names->len, MAX_NAMED); i++)
    ear_block_add_text (list, g_ptr_array_index (names, i), NULL);
  if (names->len > MAX_NAMED)
    {
      g_autofree char *more = g_strdup_printf (_ ("and %u more"), names->len - MAX_NAMED);

      ear_block_add_text (list, more, NULL);
    }
}

static void
add_result (EarReportParts *parts)
{
  const EarAudit *audit = parts->audit;

  add_printed (parts, g_strdup_printf (_ ("This edition has %u figures. %u are hidden: %u since they are small, %u so that no small one can be "
                                          "worked out from the others."),
                                       audit->cells, audit->hidden, audit->primary, audit->hidden - audit->primary));
  if (audit->exposed->len == 0)
    add_printed (parts, g_strdup_printf (_ ("All tables were audited together, with %u relations between figures. For each of %u figures that must not "
                                            "be known, other sets of figures were found and checked that agree with everything shown here, and in "
                                            "which it stands at either end of the hidden range or beyond. Nobody can tell it more closely from this "
                                            "report."),
                                         audit->relations, audit->guarded));
  else
    {
      ear_document_add_notice (parts->document, _ ("Not all small figures could be protected. Do not publish this edition: leave out the tables with "
                                                   "these figures, or hide more with another preset."));
      add_names (parts, audit->exposed);
    }
  if (audit->editions > 0)
    add_printed (parts, g_strdup_printf (_ ("It was audited together with %u editions published before, since the difference of two figures is a figure, "
                                            "too. %u figures are hidden for that reason."),
                                         audit->editions, audit->by_difference));
  if (audit->differences->len > 0)
    {
      ear_document_add_paragraph (parts->document, _ ("Hidden, since what was added since an earlier edition would be a small number; they can be shown "
                                                      "again when more voices have been heard:"));
      add_names (parts, audit->differences);
    }
}

/* The last page. */
void
ear_report_add_protection (EarReportParts *parts)
{
  g_autofree char *rules = ear_preset_describe (&parts->preset);
  g_autofree char *method = NULL;

  if (ear_preset_is_internal (&parts->preset))
    return;
  method = g_strdup_printf (_ ("Small numbers are protected by the rules “%s”. %s"), ear_preset_label (&parts->preset), rules);
  ear_document_add_heading (parts->document, 1, _ ("How people are protected"));
  ear_document_add_paragraph (parts->document, method);
  ear_document_add_paragraph (parts->document, _ ("✱ stands for a figure that is hidden: a small one, or one from which a small one could be worked out. In tables for "
                                                  "spreadsheets it is [c]. Shares and orders are made from the figures as shown."));
  add_result (parts);
}
