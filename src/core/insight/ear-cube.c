/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-cube.h"

#include <string.h>

struct _EarCube
{
  EarStore *store;
  EarVoiceColumns *columns;
  guint8 *mask; /* (nullable) */
};

/**
 * ear_cube_load:
 * @store: open as long as the cube is used
 *
 * Returns: (transfer full) (nullable): all voices as they are now.
 */
EarCube *
ear_cube_load (EarStore *store, GError **error)
{
  EarVoiceColumns *columns = ear_store_voice_columns (store, error);
  EarCube *cube;

  if (columns == NULL)
    return NULL;
  cube = g_new0 (EarCube, 1);
  cube->store = store;
  cube->columns = columns;
  return cube;
}

void
ear_cube_free (EarCube *cube)
{
  if (cube == NULL)
    return;
  ear_voice_columns_free (cube->columns);
  g_free (cube->mask);
  g_free (cube);
}

gboolean
ear_cube_filter (EarCube *cube, const EarVoiceFilter *filter, GError **error)
{
  g_clear_pointer (&cube->mask, g_free);
  if (filter == NULL)
    return TRUE;
  cube->mask = ear_filter_mask (cube->store, cube->columns, filter, error);
  return cube->mask != NULL;
}

const EarVoiceColumns *
ear_cube_columns (EarCube *cube)
{
  return cube->columns;
}

EarStore *
ear_cube_store (EarCube *cube)
{
  return cube->store;
}

gboolean
ear_cube_passes (EarCube *cube, guint voice)
{
  return cube->mask == NULL || cube->mask[voice];
}

/* Three sides, counted. */
typedef struct
{
  EarSlots slots[EAR_CUBE_SIDES];
  EarCells cells;
} Counted;

static void
counted_clear (Counted *counted)
{
  for (guint i = 0; i < EAR_CUBE_SIDES; i++)
    ear_slots_clear (&counted->slots[i]);
  ear_cells_clear (&counted->cells);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Counted, counted_clear)

static gboolean
count (EarCube *cube, const EarSide *sides, Counted *counted, GError **error)
{
  const EarSlots *slots[EAR_CUBE_SIDES];

  for (guint i = 0; i < EAR_CUBE_SIDES; i++)
    {
      if (!ear_slots_init (&counted->slots[i], cube->store, cube->columns, &sides[i], error))
        return FALSE;
      slots[i] = &counted->slots[i];
    }
  return ear_cells_count (&counted->cells, cube->columns, cube->mask, slots, error);
}

/* The counts of one side: of the cells that are "all" of the others. */
static void
read_side (const Counted *counted, guint side, EarSideCounts *counts)
{
  const EarSlots *slots = &counted->slots[side];

  counts->by_heading = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  counts->none = (EarCount) { 0 };
  for (guint slot = EAR_SLOT_NONE; slot < slots->numbers->len; slot++)
    {
      gsize at[EAR_CUBE_SIDES] = { EAR_SLOT_ALL, EAR_SLOT_ALL, EAR_SLOT_ALL };
      EarCount found;

      at[side] = slot;
      found = *ear_cells_get (&counted->cells, at[0], at[1], at[2]);
      if (slot == EAR_SLOT_NONE)
        counts->none = found;
      else if (found.contributions > 0)
        g_hash_table_insert (counts->by_heading, g_memdup2 (&g_array_index (slots->numbers, gint64, slot), sizeof (gint64)),
                             g_memdup2 (&found, sizeof found));
    }
}

/**
 * ear_cube_count_side:
 * @counts: (out caller-allocates): to be cleared with ear_side_counts_clear(), after a failure too
 *
 * Counts the voices under each heading, each voice once.
 */
gboolean
ear_cube_count_side (EarCube *cube, const EarSide *side, EarSideCounts *counts, GError **error)
{
  const EarSide sides[EAR_CUBE_SIDES] = { { .dimension = EAR_DIMENSION_NONE }, *side, { .dimension = EAR_DIMENSION_NONE } };
  g_auto (Counted) counted = { 0 };

  if (!count (cube, sides, &counted, error))
    return FALSE;
  read_side (&counted, 1, counts);
  return TRUE;
}

static gboolean
init_axis (EarAxis *axis, EarCube *cube, const Counted *counted, const EarSide *sides, guint side, gboolean with_empty,
           GError **error)
{
  g_auto (EarSideCounts) counts = { 0 };

  read_side (counted, side, &counts);
  return ear_axis_init (axis, cube->store, &sides[side], &counts, with_empty, error);
}

/* For each slot the heading's index in the axis; -1 for those that are none of it. */
static int *
place_slots (const EarSlots *slots, const EarAxis *axis)
{
  int *places = g_new (int, slots->numbers->len);

  places[EAR_SLOT_ALL] = -1;
  places[EAR_SLOT_NONE] = axis->none;
  for (guint slot = EAR_SLOT_NONE + 1; slot < slots->numbers->len; slot++)
    places[slot] = ear_axis_find (axis, g_array_index (slots->numbers, gint64, slot));
  return places;
}

static GPtrArray *
copy_headings (const EarAxis *axis)
{
  GPtrArray *headings = g_ptr_array_new_with_free_func (ear_heading_free);

  for (guint i = 0; i < axis->headings->len; i++)
    g_ptr_array_add (headings, ear_heading_copy (g_ptr_array_index (axis->headings, i)));
  return headings;
}

/* One layer's table. Without columns the cells are the row totals. */
static EarTable *
make_table (const Counted *counted, const EarSide *sides, const EarAxis *axes, gsize layer)
{
  g_autofree int *rows = place_slots (&counted->slots[1], &axes[1]);
  g_autofree int *columns = place_slots (&counted->slots[2], &axes[2]);
  gboolean has_columns = sides[2].dimension != EAR_DIMENSION_NONE;
  gsize n_columns = has_columns ? axes[2].headings->len : 1;
  EarTable *table = g_new0 (EarTable, 1);

  table->row_dimension = sides[1].dimension;
  table->column_dimension = sides[2].dimension;
  table->rows = copy_headings (&axes[1]);
  table->columns = has_columns ? copy_headings (&axes[2]) : NULL;
  table->cells = g_new0 (EarCount, MAX (table->rows->len * n_columns, 1));
  table->row_totals = g_new0 (EarCount, MAX (table->rows->len, 1));
  table->column_totals = g_new0 (EarCount, MAX (n_columns, 1));
  for (gsize r = 0; r < counted->cells.n[1]; r++)
    {
      for (gsize c = 0; c < counted->cells.n[2]; c++)
        {
          EarCount found = *ear_cells_get (&counted->cells, layer, r, c);

          if (r == EAR_SLOT_ALL && c == EAR_SLOT_ALL)
            table->total = found;
          else if (c == EAR_SLOT_ALL && rows[r] >= 0)
            table->row_totals[rows[r]] = found;
          else if (r == EAR_SLOT_ALL && columns[c] >= 0)
            table->column_totals[columns[c]] = found;
          else if (rows[r] >= 0 && columns[c] >= 0)
            table->cells[(gsize) rows[r] * n_columns + (gsize) columns[c]] = found;
        }
    }
  if (!has_columns)
    {
      memcpy (table->cells, table->row_totals, table->rows->len * sizeof (EarCount));
      table->column_totals[0] = table->total;
    }
  return table;
}

static EarLayer *
layer_new (EarHeading *heading, EarTable *table)
{
  EarLayer *layer = g_new0 (EarLayer, 1);

  layer->heading = heading;
  layer->table = table;
  return layer;
}

static void
layer_free (gpointer data)
{
  EarLayer *layer = data;

  g_clear_pointer (&layer->heading, ear_heading_free);
  ear_table_free (layer->table);
  g_free (layer);
}

static void
add_layers (GPtrArray *layers, const Counted *counted, const EarSide *sides, const EarAxis *axes)
{
  g_autofree int *places = place_slots (&counted->slots[0], &axes[0]);

  g_ptr_array_add (layers, layer_new (NULL, make_table (counted, sides, axes, EAR_SLOT_ALL)));
  for (guint i = 0; i < axes[0].headings->len; i++)
    {
      for (guint slot = EAR_SLOT_NONE; slot < counted->slots[0].numbers->len; slot++)
        {
          if (places[slot] == (int) i)
            g_ptr_array_add (layers, layer_new (ear_heading_copy (g_ptr_array_index (axes[0].headings, i)),
                                                make_table (counted, sides, axes, slot)));
        }
    }
}

/**
 * ear_cube_layers:
 * @by: EAR_DIMENSION_NONE: all voices alone
 *
 * The voices that pass the cube's filter; that of the request is left to the caller. With @by set, layers nobody spoke in are
 * left out.
 *
 * Returns: (transfer full) (element-type EarLayer) (nullable): first all voices, then each heading of @by.
 */
GPtrArray *
ear_cube_layers (EarCube *cube, const EarSummaryRequest *request, EarDimension by, GError **error)
{
  EarSide sides[EAR_CUBE_SIDES]
    = { { .dimension = by, .period = request->period },
        { .dimension = request->rows, .period = request->period },
        { .dimension = request->columns, .period = request->period } };
  EarAxis axes[EAR_CUBE_SIDES] = { 0 };
  g_auto (Counted) counted = { 0 };
  GPtrArray *layers = NULL;
  gboolean done;

  g_return_val_if_fail (request->rows != EAR_DIMENSION_NONE, NULL);

  sides[2].own = request->columns_own;
  if (request->strategy != NULL)
    {
      gint64 row = ear_store_find_row (cube->store, EAR_KIND_STRATEGY, request->strategy, error);

      if (row < 0)
        return NULL;
      /* Rows begin at 1, so that -1 is no strategy's; 0 would mean all of them. */
      for (guint i = 0; i < EAR_CUBE_SIDES; i++)
        sides[i].strategy = row == 0 ? -1 : row;
    }
  done = count (cube, sides, &counted, error);
  for (guint i = 0; done && i < EAR_CUBE_SIDES; i++)
    done = init_axis (&axes[i], cube, &counted, sides, i, i > 0 && request->with_empty, error);
  if (done)
    {
      layers = g_ptr_array_new_with_free_func (layer_free);
      add_layers (layers, &counted, sides, axes);
    }
  for (guint i = 0; i < EAR_CUBE_SIDES; i++)
    ear_axis_clear (&axes[i]);
  return layers;
}

/**
 * ear_cube_last_periods:
 * @now: (out): the number of the newest period with voices
 *
 * The one before is two less. Returns: 1, 0 where no voice has a month, -1 on failure.
 */
int
ear_cube_last_periods (EarCube *cube, EarPeriod period, gint64 *now, GError **error)
{
  const EarSide side = { .dimension = EAR_DIMENSION_PERIOD, .period = period };
  g_auto (EarSideCounts) counts = { 0 };
  GHashTableIter iter;
  gpointer number;

  *now = G_MININT64;
  if (!ear_cube_count_side (cube, &side, &counts, error))
    return -1;
  g_hash_table_iter_init (&iter, counts.by_heading);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    *now = *(gint64 *) number % 2 == 0 ? MAX (*now, *(gint64 *) number) : *now;
  return *now != G_MININT64;
}

/**
 * ear_cube_table:
 *
 * Returns: (transfer full) (nullable): the counts of the voices that pass the cube's filter.
 */
EarTable *
ear_cube_table (EarCube *cube, const EarSummaryRequest *request, GError **error)
{
  g_autoptr (GPtrArray) layers = ear_cube_layers (cube, request, EAR_DIMENSION_NONE, error);

  return layers == NULL ? NULL : g_steal_pointer (&((EarLayer *) g_ptr_array_index (layers, 0))->table);
}
