/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting voices, sessions and people in one sweep each. A voice is added to every cell of its headings, "all" among
 * them, so that margins count each voice once. Voices are taken session by session, and then speaker by speaker: a cell that
 * has counted this one already was marked with it last. Those of a session mostly lie beside each other, so that runs of them are
 * put in order, not voices. */
#include "ear-cube.h"

#include <glib/gi18n-lib.h>

/* Cells beyond which a table helps nobody: 24 bytes each. */
#define MAX_CELLS (8 * 1000 * 1000)

/* Voices beside each other of which the same is said. */
typedef struct
{
  guint32 key, first, end;
} Run;

static guint32
session_of (const EarVoiceColumns *columns, guint voice)
{
  return g_array_index (columns->occasion, EarOccasion, columns->occasions[voice]).session;
}

static guint32
participant_of (const EarVoiceColumns *columns, guint voice)
{
  return g_array_index (columns->speaker, EarSpeaker, columns->speakers[voice]).participant;
}

/* @ascending: (out): whether the keys are. @most: (out) the largest. */
static GArray *
find_runs (const EarVoiceColumns *columns, guint32 (*key) (const EarVoiceColumns *columns, guint voice), gboolean *ascending,
           guint32 *most)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (Run));
  Run run = { 0, 0, 0 };

  *ascending = TRUE;
  *most = 0;
  for (guint i = 0; i < columns->n_voices; i++)
    {
      guint32 one = key (columns, i);

      if (i > 0 && one == run.key)
        continue;
      if (i > 0)
        {
          run.end = i;
          g_array_append_val (runs, run);
          *ascending &= one > run.key;
        }
      run = (Run) { one, i, i };
      *most = MAX (*most, one);
    }
  run.end = columns->n_voices;
  if (run.end > 0)
    g_array_append_val (runs, run);
  return runs;
}

/* The voices in the order of what @key says of them, by counting. Returns: (transfer full) (element-type Run) */
static GArray *
runs_by (const EarVoiceColumns *columns, guint32 (*key) (const EarVoiceColumns *columns, guint voice))
{
  gboolean ascending;
  guint32 most;
  GArray *runs = find_runs (columns, key, &ascending, &most), *ordered;
  g_autofree guint32 *next = NULL;

  if (ascending)
    return runs;
  next = g_new0 (guint32, (gsize) most + 2);
  for (guint i = 0; i < runs->len; i++)
    next[g_array_index (runs, Run, i).key + 1]++;
  for (gsize i = 1; i <= most; i++)
    next[i] += next[i - 1];
  ordered = g_array_sized_new (FALSE, FALSE, sizeof (Run), runs->len);
  g_array_set_size (ordered, runs->len);
  for (guint i = 0; i < runs->len; i++)
    g_array_index (ordered, Run, next[g_array_index (runs, Run, i).key]++) = g_array_index (runs, Run, i);
  g_array_unref (runs);
  return ordered;
}

/* Where one voice's slots of a side begin and end. */
typedef struct
{
  const guint32 *at, *end;
} Range;

static inline Range
range_of (const EarSlots *slots, guint voice)
{
  guint32 entry = slots->entry_of == NULL ? 0 : slots->entry_of[voice];
  const guint32 *first = (const guint32 *) (gpointer) slots->slots->data;

  return (Range) { first + slots->starts[entry], first + slots->starts[entry + 1] };
}

static inline void
count_voice (EarCells *cells, const EarSlots *const *sides, guint voice, guint32 session)
{
  const Range layers = range_of (sides[0], voice), rows = range_of (sides[1], voice), across = range_of (sides[2], voice);

  for (const guint32 *layer = layers.at; layer < layers.end; layer++)
    {
      for (const guint32 *row = rows.at; row < rows.end; row++)
        {
          EarCell *line = cells->cells + (*layer * cells->n[1] + *row) * cells->n[2];

          for (const guint32 *column = across.at; column < across.end; column++)
            {
              EarCell *cell = line + *column;

              cell->count.contributions++;
              cell->count.sessions += cell->mark != session;
              cell->mark = session;
            }
        }
    }
}

static void
count_voices (EarCells *cells, const EarVoiceColumns *columns, const guint8 *mask, const EarSlots *const *sides)
{
  g_autoptr (GArray) runs = runs_by (columns, session_of);

  for (guint r = 0; r < runs->len; r++)
    {
      const Run run = g_array_index (runs, Run, r);

      for (guint32 voice = run.first; voice < run.end; voice++)
        {
          if (mask == NULL || mask[voice])
            count_voice (cells, sides, voice, run.key);
        }
    }
}

static inline void
count_speaker (EarCells *cells, const EarSlots *const *sides, guint voice, const EarSpeaker *speaker)
{
  const Range layers = range_of (sides[0], voice), rows = range_of (sides[1], voice), across = range_of (sides[2], voice);

  for (const guint32 *layer = layers.at; layer < layers.end; layer++)
    {
      for (const guint32 *row = rows.at; row < rows.end; row++)
        {
          EarCell *line = cells->cells + (*layer * cells->n[1] + *row) * cells->n[2];

          for (const guint32 *column = across.at; column < across.end; column++)
            {
              EarCell *cell = line + *column;

              if (cell->mark != speaker->participant)
                cell->count.people += speaker->people;
              cell->mark = speaker->participant;
            }
        }
    }
}

static void
count_people (EarCells *cells, const EarVoiceColumns *columns, const guint8 *mask, const EarSlots *const *sides)
{
  g_autoptr (GArray) runs = runs_by (columns, participant_of);
  gsize n = cells->n[0] * cells->n[1] * cells->n[2];

  for (gsize i = 0; i < n; i++)
    cells->cells[i].mark = 0;
  for (guint r = 0; r < runs->len; r++)
    {
      const Run run = g_array_index (runs, Run, r);

      for (guint32 voice = run.first; run.key != 0 && voice < run.end; voice++)
        {
          if (mask == NULL || mask[voice])
            count_speaker (cells, sides, voice, &g_array_index (columns->speaker, EarSpeaker, columns->speakers[voice]));
        }
    }
}

static gboolean
has_speakers (const EarVoiceColumns *columns)
{
  for (guint i = 0; i < columns->speaker->len; i++)
    {
      if (g_array_index (columns->speaker, EarSpeaker, i).participant != 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * ear_cells_count:
 * @cells: (out caller-allocates): to be cleared with ear_cells_clear(), after a failure too
 * @mask: (nullable): for each voice whether it is counted
 * @sides: three: layers, rows, columns
 */
gboolean
ear_cells_count (EarCells *cells, const EarVoiceColumns *columns, const guint8 *mask, const EarSlots *const *sides,
                 GError **error)
{
  gsize n = 1;

  cells->cells = NULL;
  for (guint i = 0; i < EAR_CUBE_SIDES; i++)
    {
      cells->n[i] = sides[i]->numbers->len;
      n *= cells->n[i];
      if (n > MAX_CELLS)
        {
          g_set_error_literal (error, EAR_INSIGHT_ERROR, EAR_INSIGHT_ERROR_TOO_LARGE,
                               _ ("This table would have millions of figures. Nothing was changed. Count by fewer things at once, or "
                                  "choose one strategy, or longer periods."));
          return FALSE;
        }
    }
  cells->cells = g_new0 (EarCell, n);
  count_voices (cells, columns, mask, sides);
  if (has_speakers (columns))
    count_people (cells, columns, mask, sides);
  return TRUE;
}

const EarCount *
ear_cells_get (const EarCells *cells, gsize layer, gsize row, gsize column)
{
  return &cells->cells[(layer * cells->n[1] + row) * cells->n[2] + column].count;
}

void
ear_cells_clear (EarCells *cells)
{
  g_clear_pointer (&cells->cells, g_free);
}
