/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting voices, sessions and people in one sweep each. A voice is added to every cell of its headings, "all" among
 * them, so that margins count each voice once. Voices are taken session by session, and then speaker by speaker: a cell that
 * has counted this one already was marked with it last. */
#include "ear-cube.h"

#include <glib/gi18n-lib.h>

/* Cells beyond which a table helps nobody: 24 bytes each. */
#define MAX_CELLS (8 * 1000 * 1000)

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

/* The voices in the order of what @key says of them, by counting. Returns: (transfer full) */
static guint32 *
order_by (const EarVoiceColumns *columns, guint32 (*key) (const EarVoiceColumns *columns, guint voice))
{
  guint32 *order = g_new (guint32, MAX (columns->n_voices, 1));
  guint32 most = 0;
  g_autofree guint32 *next = NULL;

  for (guint i = 0; i < columns->n_voices; i++)
    most = MAX (most, key (columns, i));
  next = g_new0 (guint32, (gsize) most + 2);
  for (guint i = 0; i < columns->n_voices; i++)
    next[key (columns, i) + 1]++;
  for (gsize i = 1; i <= most; i++)
    next[i] += next[i - 1];
  for (guint i = 0; i < columns->n_voices; i++)
    order[next[key (columns, i)]++] = i;
  return order;
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

static void
count_voices (EarCells *cells, const EarVoiceColumns *columns, const guint8 *mask, const EarSlots *const *sides)
{
  g_autofree guint32 *order = order_by (columns, session_of);

  for (guint i = 0; i < columns->n_voices; i++)
    {
      guint voice = order[i];
      guint32 session = session_of (columns, voice);
      Range layers, rows, across;

      if (mask != NULL && !mask[voice])
        continue;
      layers = range_of (sides[0], voice);
      rows = range_of (sides[1], voice);
      across = range_of (sides[2], voice);
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
}

static void
count_people (EarCells *cells, const EarVoiceColumns *columns, const guint8 *mask, const EarSlots *const *sides)
{
  g_autofree guint32 *order = order_by (columns, participant_of);
  gsize n = cells->n[0] * cells->n[1] * cells->n[2];

  for (gsize i = 0; i < n; i++)
    cells->cells[i].mark = 0;
  for (guint i = 0; i < columns->n_voices; i++)
    {
      guint voice = order[i];
      const EarSpeaker *speaker = &g_array_index (columns->speaker, EarSpeaker, columns->speakers[voice]);
      Range layers, rows, across;

      if (speaker->participant == 0 || (mask != NULL && !mask[voice]))
        continue;
      layers = range_of (sides[0], voice);
      rows = range_of (sides[1], voice);
      across = range_of (sides[2], voice);
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
