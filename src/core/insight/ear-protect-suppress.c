/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cells are hidden: first those in the hidden range, then, for each that could be worked out, as few others as can be
 * found; at last those are shown again that turn out not to be needed.
 *
 * Hiding only ever makes more sets of figures possible, so that one that was found stays good, and one pass over the
 * cells is enough. */
#include "ear-protect-private.h"

/* A cell that more is computed from is missed more. Of an important one almost anything else is hidden first. */
#define WEIGHT_IMPORTANT 200
#define WEIGHT_MARGIN 3
#define WEIGHT_ZERO 12

static guint
weigh (const EarProtect *protect, const EarProtectCell *cell, guint index)
{
  guint weight = cell->value == 0 ? WEIGHT_ZERO : 2;

  for (gint64 value = cell->value; value > 1; value /= 2)
    weight++;
  if ((cell->flags & EAR_CELL_IMPORTANT) != 0)
    weight += WEIGHT_IMPORTANT;
  for (guint r = 0; r < cell->relations->len; r++)
    {
      const EarRelation *relation = g_ptr_array_index (protect->relations, g_array_index (cell->relations, guint, r));

      for (guint t = 0; relation->type == EAR_RELATION_EQUAL && t < relation->n_terms; t++)
        {
          if (relation->terms[t].cell == index && relation->terms[t].factor < 0)
            weight += WEIGHT_MARGIN;
        }
    }
  return weight;
}

/* A small total is hidden, whatever its parts. */
static gboolean
can_sum (const EarProtect *protect, const EarProtectCell *cell)
{
  return protect->preset.sum_totals && cell->sum_parts != NULL && cell->sum_parts->len > 1
         && !ear_preset_hides (&protect->preset, (guint) cell->value);
}

static void
classify (EarProtect *protect, EarProtectCell *cell, guint index)
{
  const EarPreset *preset = &protect->preset;
  gint64 low, high;
  gboolean small;

  cell->weight = weigh (protect, cell, index);
  if (cell->edition > 0)
    return;
  ear_preset_need (preset, &low, &high);
  small = cell->value >= low && cell->value <= high;
  if ((cell->flags & EAR_CELL_IMPLIED) != 0)
    {
      if ((cell->flags & EAR_CELL_FREE) == 0 && high > 0 && cell->value >= 1 && cell->value <= high)
        cell->guard = EAR_GUARD_OUTSIDE;
      cell->need_low = MAX (low, 1);
      cell->need_high = high;
      return;
    }
  cell->primary = cell->hidden = ear_preset_hides (preset, (guint) cell->value);
  cell->summed = can_sum (protect, cell);
  cell->shown = ear_preset_round (preset, (guint) cell->value);
  if (!cell->hidden)
    ear_preset_interval (preset, cell->shown, &cell->open_low, &cell->open_high);
  if (small && high > 0 && (cell->flags & EAR_CELL_FREE) == 0)
    {
      cell->guard = EAR_GUARD_COVER;
      cell->need_low = MAX (low, ear_protect_floor (cell));
      cell->need_high = high;
    }
}

static void
add_check (EarProtect *protect, guint cell, gboolean upwards, gint64 bound)
{
  EarCheck check = { cell, upwards, bound, NULL, FALSE };

  g_array_append_val (protect->checks, check);
}

/* One of the two ends is enough for an implied cell: its first check then stands for both. */
static void
add_checks (EarProtect *protect, guint index)
{
  const EarProtectCell *cell = ear_protect_cell (protect, index);

  if (cell->guard == EAR_GUARD_COVER && cell->value > cell->need_low)
    add_check (protect, index, FALSE, cell->need_low);
  if (cell->guard == EAR_GUARD_COVER && cell->value < cell->need_high)
    add_check (protect, index, TRUE, cell->need_high);
  if (cell->guard == EAR_GUARD_OUTSIDE)
    add_check (protect, index, TRUE, cell->need_high + 1);
}

static void
settle (EarCheck *check, EarWitness *witness)
{
  g_clear_pointer (&check->witness, ear_witness_unref);
  check->witness = ear_witness_ref (witness);
  check->settled = TRUE;
}

/* Figures that were found for one cell often do for others in them. */
static void
share (EarProtect *protect, EarWitness *witness, GHashTable *by_cell)
{
  for (guint i = 0; i < witness->n; i++)
    {
      const EarDeviation *deviation = &witness->deviations[i];
      guint first = GPOINTER_TO_UINT (g_hash_table_lookup (by_cell, GUINT_TO_POINTER (deviation->cell)));

      for (guint c = first; c > 0 && c <= protect->checks->len; c++)
        {
          EarCheck *check = &g_array_index (protect->checks, EarCheck, c - 1);

          if (check->cell != deviation->cell)
            break;
          if (!check->settled && (check->upwards ? deviation->value >= check->bound : deviation->value <= check->bound))
            settle (check, witness);
        }
    }
}

/* An implied cell may be told from the hidden range at either end. */
static void
turn (const EarProtect *protect, EarCheck *check)
{
  const EarProtectCell *cell = ear_protect_cell (protect, check->cell);

  check->upwards = !check->upwards;
  check->bound = check->upwards ? cell->need_high + 1 : cell->need_low - 1;
}

/* Figures that agree with all that is shown. */
static EarWitness *
seek_shown (EarProtect *protect, EarCheck *check)
{
  guint n_ends = ear_protect_cell (protect, check->cell)->guard == EAR_GUARD_OUTSIDE ? 2 : 1;

  for (guint n = 0; n < 2 * n_ends; n++)
    {
      guint64 cost;
      EarWitness *witness = n < n_ends ? ear_repair_seek (protect->repair, check) : ear_protect_seek (protect, check, FALSE, &cost);

      if (witness != NULL)
        return witness;
      if (n_ends == 2)
        turn (protect, check);
    }
  return NULL;
}

/* Figures for which the least has to be hidden. */
static EarWitness *
seek_hiding (EarProtect *protect, EarCheck *check)
{
  gboolean either = ear_protect_cell (protect, check->cell)->guard == EAR_GUARD_OUTSIDE;
  g_autoptr (EarWitness) best = NULL;
  guint64 least = G_MAXUINT64;
  EarCheck at_best = *check;

  for (guint end = 0; end < (either ? 2 : 1); end++)
    {
      guint64 cost;
      g_autoptr (EarWitness) witness = ear_protect_seek (protect, check, TRUE, &cost);

      if (witness != NULL && cost < least)
        {
          g_clear_pointer (&best, ear_witness_unref);
          best = g_steal_pointer (&witness);
          least = cost;
          at_best = *check;
        }
      if (either)
        turn (protect, check);
    }
  check->upwards = at_best.upwards;
  check->bound = at_best.bound;
  return g_steal_pointer (&best);
}

/* One that is hidden for itself stays so. */
static void
hide (EarProtectCell *cell, const EarProtectCell *why)
{
  if (cell->hidden)
    return;
  cell->hidden = TRUE;
  cell->by_difference = why->differs > 0 || why->edition > 0;
}

static void
hide_deviating (EarProtect *protect, const EarWitness *witness, const EarProtectCell *why)
{
  for (guint i = 0; i < witness->n; i++)
    {
      EarProtectCell *cell = ear_protect_cell (protect, witness->deviations[i].cell);
      gint64 low, high;

      ear_protect_known (cell, &low, &high);
      if (witness->deviations[i].value >= low && witness->deviations[i].value <= high)
        continue;
      hide (cell, why);
      if (ear_protect_is_held (cell) && witness->deviations[i].value == 0)
        hide (cell->voices, why);
      ear_repair_forget (protect->repair);
    }
}

/* That there are so many rows, each of somebody, is told by any table, and of no row how many are in it: a total of three is known to
 * be two at least where it has two rows. Nothing that could be hidden says so. */
static gboolean
ask_no_less_than_rows (EarProtect *protect, EarCheck *check)
{
  EarProtectCell *cell = ear_protect_cell (protect, check->cell);
  gint64 least;

  if (cell->guard != EAR_GUARD_COVER || check->upwards)
    return FALSE;
  least = ear_protect_least_unseen (protect, check->cell);
  if (least <= cell->need_low || least > cell->value)
    return FALSE;
  cell->need_low = check->bound = least;
  return TRUE;
}

static void
protect_check (EarProtect *protect, EarCheck *check, GHashTable *by_cell)
{
  const EarProtectCell *cell = ear_protect_cell (protect, check->cell);
  g_autoptr (EarWitness) witness = seek_shown (protect, check);

  if (witness == NULL && (witness = seek_hiding (protect, check)) == NULL && ask_no_less_than_rows (protect, check))
    witness = seek_hiding (protect, check);
  if (witness != NULL)
    hide_deviating (protect, witness, cell);
  if (witness == NULL)
    return;
  settle (check, witness);
  share (protect, witness, by_cell);
}

static GHashTable *
index_checks (const EarProtect *protect)
{
  GHashTable *by_cell = g_hash_table_new (NULL, NULL);

  for (guint c = protect->checks->len; c > 0; c--)
    g_hash_table_insert (by_cell, GUINT_TO_POINTER (g_array_index (protect->checks, EarCheck, c - 1).cell),
                         GUINT_TO_POINTER (c));
  return by_cell;
}

/* The largest first: they are missed most. */
static int
compare_weights (gconstpointer a, gconstpointer b, gpointer data)
{
  const EarProtect *protect = data;
  guint one = *(const guint *) a, other = *(const guint *) b;
  const EarProtectCell *first = ear_protect_cell (protect, one), *second = ear_protect_cell (protect, other);

  if (first->weight != second->weight)
    return first->weight > second->weight ? -1 : 1;
  return one < other ? -1 : one > other;
}

static GArray *
list_secondary (EarProtect *protect)
{
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < protect->cells->len; i++)
    {
      const EarProtectCell *cell = ear_protect_cell (protect, i);

      if (cell->edition == 0 && cell->hidden && !cell->primary)
        g_array_append_val (cells, i);
    }
  g_array_sort_with_data (cells, compare_weights, protect);
  return cells;
}

/* Whether figures do not agree with a cell that is shown: it is something else, or there are no sessions for its voices. */
static gboolean
disagrees (const EarProtect *protect, const EarWitness *witness, guint index)
{
  const EarProtectCell *cell = ear_protect_cell (protect, index), *sessions = cell->sessions;
  gint64 value = ear_witness_get (witness, protect, index);

  if (value < cell->open_low || value > cell->open_high)
    return TRUE;
  return sessions != NULL && cell->open_low > 0 && ear_witness_get (witness, protect, sessions->index) == 0;
}

/* The checks whose figures do not agree with a cell that is shown. */
static GArray *
list_broken (EarProtect *protect, guint index)
{
  GArray *broken = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint c = 0; c < protect->checks->len; c++)
    {
      const EarCheck *check = &g_array_index (protect->checks, EarCheck, c);

      if (check->settled && disagrees (protect, check->witness, index))
        g_array_append_val (broken, c);
    }
  return broken;
}

/* Shows a cell again, if for all that need it other figures can be found. */
static void
try_showing (EarProtect *protect, guint index)
{
  EarProtectCell *cell = ear_protect_cell (protect, index);
  g_autoptr (GArray) broken = list_broken (protect, index);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_witness_unref);

  cell->hidden = FALSE;
  ear_repair_forget (protect->repair);
  for (guint b = 0; b < broken->len; b++)
    {
      EarCheck *check = &g_array_index (protect->checks, EarCheck, g_array_index (broken, guint, b));
      EarCheck trial = *check;
      EarWitness *witness = seek_shown (protect, &trial);

      if (witness == NULL)
        {
          cell->hidden = TRUE;
          ear_repair_forget (protect->repair);
          return;
        }
      g_ptr_array_add (found, witness);
    }
  for (guint b = 0; b < broken->len; b++)
    {
      EarCheck *check = &g_array_index (protect->checks, EarCheck, g_array_index (broken, guint, b));
      EarWitness *witness = g_ptr_array_index (found, b);
      const EarProtectCell *guarded = ear_protect_cell (protect, check->cell);

      if (guarded->guard == EAR_GUARD_OUTSIDE)
        {
          check->upwards = ear_witness_get (witness, protect, check->cell) > guarded->need_high;
          check->bound = check->upwards ? guarded->need_high + 1 : guarded->need_low - 1;
        }
      settle (check, witness);
    }
  cell->by_difference = FALSE;
}

/* Finding figures takes most of the time, and showing again what is left. */
#define FINDING 0.8

static void
tell (const EarProtect *protect, double fraction)
{
  if (protect->progress != NULL)
    protect->progress (fraction, protect->progress_data);
}

static gboolean
show_again (EarProtect *protect, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) secondary = list_secondary (protect);

  for (guint i = 0; i < secondary->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      tell (protect, FINDING + (1 - FINDING) * i / secondary->len);
      try_showing (protect, g_array_index (secondary, guint, i));
    }
  return TRUE;
}

static void
list_differences (EarProtect *protect)
{
  for (guint i = 0; i < protect->cells->len; i++)
    {
      const EarProtectCell *cell = ear_protect_cell (protect, i);

      if (cell->by_difference && cell->hidden)
        g_ptr_array_add (protect->differences, g_strdup (cell->label));
    }
}

/**
 * ear_protect_watch:
 * @progress: (nullable): told while ear_protect_run() works, on its thread, how much of it is done, from 0 to 1
 */
void
ear_protect_watch (EarProtect *protect, EarProtectProgress progress, gpointer data)
{
  protect->progress = progress;
  protect->progress_data = data;
}

/**
 * ear_protect_run:
 *
 * Decides what is shown of each cell. The same cells, added in the same order, give the same result. Cells that cannot be
 * protected, since what was published before gives them away, are in the audit's list "exposed".
 *
 * Returns: whether it came to an end; %FALSE where it was cancelled.
 */
gboolean
ear_protect_run (EarProtect *protect, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) by_cell = NULL;
  gboolean done = TRUE;

  g_return_val_if_fail (!protect->has_run, FALSE);

  for (guint i = 0; i < protect->cells->len; i++)
    classify (protect, ear_protect_cell (protect, i), i);
  for (guint i = 0; i < protect->cells->len; i++)
    add_checks (protect, i);
  by_cell = index_checks (protect);
  protect->repair = ear_repair_new (protect);
  for (guint c = 0; done && c < protect->checks->len; c++)
    {
      EarCheck *check = &g_array_index (protect->checks, EarCheck, c);

      done = !g_cancellable_set_error_if_cancelled (cancellable, error);
      if (!done || check->settled)
        continue;
      tell (protect, FINDING * c / protect->checks->len);
      protect_check (protect, check, by_cell);
    }
  done = done && show_again (protect, cancellable, error);
  g_clear_pointer (&protect->repair, ear_repair_free);
  ear_protect_done_solving ();
  if (done)
    list_differences (protect);
  protect->has_run = done;
  return done;
}

/* @depth guards against wholes that are parts of each other. */
static EarShown
show (const EarProtect *protect, guint index, guint depth)
{
  const EarProtectCell *cell = ear_protect_cell (protect, index);
  EarShown shown = { cell->hidden, cell->open_low < cell->open_high, cell->shown };

  if (cell->hidden || !cell->summed || depth > protect->cells->len)
    return shown;
  shown = (EarShown) { TRUE, TRUE, 0 };
  for (guint p = 0; p < cell->sum_parts->len; p++)
    {
      EarShown part = show (protect, g_array_index (cell->sum_parts, guint, p), depth + 1);

      shown.value += part.hidden ? 0 : part.value;
      shown.hidden = shown.hidden && part.hidden;
    }
  return shown;
}

/**
 * ear_protect_get_cell:
 *
 * Returns: what may be shown of a cell, after ear_protect_run(). An implied one is never shown.
 */
EarShown
ear_protect_get_cell (const EarProtect *protect, guint cell)
{
  EarShown nothing = { TRUE, FALSE, 0 };

  g_return_val_if_fail (protect->has_run, nothing);

  if (cell >= protect->cells->len || (ear_protect_cell (protect, cell)->flags & EAR_CELL_IMPLIED) != 0)
    return nothing;
  return show (protect, cell, 0);
}

/**
 * ear_protect_get:
 *
 * Returns: what may be shown of a cell. One that was not added is hidden: what did not go through here is not published.
 */
EarShown
ear_protect_get (const EarProtect *protect, const char *id)
{
  return ear_protect_get_cell (protect, ear_protect_find (protect, id));
}
