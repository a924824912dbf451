/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for other figures by moving one cell where it is wanted and mending, one after another, the relations that are broken
 * by it, each with the cell that breaks the least of the others. A relation that stays broken weighs more and more, so that
 * one is not mended at another's cost in turns (after Luteberget and Sartor, Feasibility Jump: an LP-free Lagrangian MIP
 * heuristic, 2023, and the breakout method of Morris, 1993). Most of what there is is found so in a thousandth of the time that
 * linear programming takes; that nothing is found proves nothing. */
#include "ear-protect-private.h"

/* Steps and choices are counted, and chance is a sequence that is always the same: so are results. */
#define MAX_STEPS 10000
#define STEPS_A_CELL 2
#define MAX_CANDIDATES 40
/* Cells in more relations than this, such as the number of all voices, are looked at only where no other is good. */
#define MANY_USES 300
#define TENURE 8
/* When the cell that is wanted somewhere was moved there: it stays. */
#define LOCKED G_MAXUINT

typedef struct
{
  guint relation;
  int factor;
} Use;

struct _EarRepair
{
  EarProtect *protect;
  guint *first_use;  /* by cell, into @uses; one more than there are cells */
  Use *uses;
  gint64 *figures;   /* by cell */
  gint64 *low, *high; /* by cell: what is known */
  guint8 *types;     /* by relation: EarRelationType */
  gint64 *sums;      /* by relation */
  gint64 *weights;   /* by relation */
  guint *place;      /* by relation: in @broken, from 1 */
  guint *moved_at;   /* by cell: the step, from 1; LOCKED; 0: not yet */
  GArray *broken;    /* guint: relations */
  GArray *touched;   /* guint: cells that were moved */
  GArray *weighed;   /* guint: relations */
  guint32 chance;
  gboolean known;    /* @low and @high are those of now */
};

static void
list_uses (EarRepair *repair)
{
  EarProtect *protect = repair->protect;
  guint n = 0;

  repair->first_use = g_new0 (guint, protect->cells->len + 2);
  for (guint r = 0; r < protect->relations->len; r++)
    {
      const EarRelation *relation = g_ptr_array_index (protect->relations, r);

      n += relation->n_terms;
      for (guint t = 0; t < relation->n_terms; t++)
        repair->first_use[relation->terms[t].cell + 2]++;
    }
  for (guint i = 2; i < protect->cells->len + 2; i++)
    repair->first_use[i] += repair->first_use[i - 1];
  repair->uses = g_new (Use, MAX (n, 1));
  for (guint r = 0; r < protect->relations->len; r++)
    {
      const EarRelation *relation = g_ptr_array_index (protect->relations, r);

      for (guint t = 0; t < relation->n_terms; t++)
        repair->uses[repair->first_use[relation->terms[t].cell + 1]++] = (Use) { r, relation->terms[t].factor };
    }
}

/* All cells and relations are there by now. */
EarRepair *
ear_repair_new (EarProtect *protect)
{
  EarRepair *repair = g_new0 (EarRepair, 1);
  guint n = MAX (protect->cells->len, 1), n_relations = MAX (protect->relations->len, 1);

  repair->protect = protect;
  list_uses (repair);
  repair->figures = g_new (gint64, n);
  repair->low = g_new (gint64, n);
  repair->high = g_new (gint64, n);
  repair->moved_at = g_new0 (guint, n);
  repair->types = g_new (guint8, n_relations);
  repair->sums = g_new (gint64, n_relations);
  repair->weights = g_new (gint64, n_relations);
  repair->place = g_new0 (guint, n_relations);
  repair->broken = g_array_new (FALSE, FALSE, sizeof (guint));
  repair->touched = g_array_new (FALSE, FALSE, sizeof (guint));
  repair->weighed = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < protect->cells->len; i++)
    repair->figures[i] = ear_protect_cell (protect, i)->value;
  for (guint r = 0; r < protect->relations->len; r++)
    {
      const EarRelation *relation = g_ptr_array_index (protect->relations, r);

      repair->types[r] = (guint8) relation->type;
      repair->sums[r] = relation->sum;
      repair->weights[r] = 1;
    }
  return repair;
}

void
ear_repair_free (EarRepair *repair)
{
  g_free (repair->first_use);
  g_free (repair->uses);
  g_free (repair->figures);
  g_free (repair->low);
  g_free (repair->high);
  g_free (repair->moved_at);
  g_free (repair->types);
  g_free (repair->sums);
  g_free (repair->weights);
  g_free (repair->place);
  g_array_unref (repair->broken);
  g_array_unref (repair->touched);
  g_array_unref (repair->weighed);
  g_free (repair);
}

/* To be called when something was hidden or shown again. */
void
ear_repair_forget (EarRepair *repair)
{
  repair->known = FALSE;
}

static inline gint64
gap_of (EarRelationType type, gint64 sum)
{
  return type == EAR_RELATION_EQUAL ? ABS (sum) : type == EAR_RELATION_AT_LEAST ? MAX (0, -sum) : MAX (0, sum);
}

static void
mark (EarRepair *repair, guint relation, gboolean is_broken)
{
  guint place = repair->place[relation];

  if (is_broken == (place > 0))
    return;
  if (is_broken)
    {
      g_array_append_val (repair->broken, relation);
      repair->place[relation] = repair->broken->len;
      return;
    }
  g_array_remove_index_fast (repair->broken, place - 1);
  repair->place[relation] = 0;
  if (place <= repair->broken->len)
    repair->place[g_array_index (repair->broken, guint, place - 1)] = place;
}

static void
move (EarRepair *repair, guint cell, gint64 by, guint step)
{
  if (repair->moved_at[cell] == 0)
    g_array_append_val (repair->touched, cell);
  repair->moved_at[cell] = step;
  repair->figures[cell] += by;
  for (guint u = repair->first_use[cell]; u < repair->first_use[cell + 1]; u++)
    {
      const Use *use = &repair->uses[u];
      gint64 sum = repair->sums[use->relation] += use->factor * by;

      mark (repair, use->relation, gap_of ((EarRelationType) repair->types[use->relation], sum) > 0);
    }
}

/* How much worse everything is when a cell moves. */
static gint64
weigh (const EarRepair *repair, guint cell, gint64 by)
{
  gint64 worse = 0;

  for (guint u = repair->first_use[cell]; u < repair->first_use[cell + 1]; u++)
    {
      const Use *use = &repair->uses[u];
      EarRelationType type = (EarRelationType) repair->types[use->relation];
      gint64 sum = repair->sums[use->relation];

      worse += repair->weights[use->relation] * (gap_of (type, sum + use->factor * by) - gap_of (type, sum));
    }
  return worse;
}

static guint32
next_chance (EarRepair *repair)
{
  repair->chance = repair->chance * 1664525u + 1013904223u;
  return repair->chance >> 8;
}

/* How far a cell has to go for a relation to hold, as far as it may. */
static gint64
way_of (const EarRepair *repair, guint relation, const EarTerm *term)
{
  gint64 sum = repair->sums[relation], size = ABS (term->factor), by = (ABS (sum) + size - 1) / size;

  if ((sum > 0) == (term->factor > 0))
    return -MIN (by, repair->figures[term->cell] - repair->low[term->cell]);
  return repair->high[term->cell] == EAR_NO_END ? by : MIN (by, repair->high[term->cell] - repair->figures[term->cell]);
}

static void
raise_weights (EarRepair *repair)
{
  for (guint b = 0; b < repair->broken->len; b++)
    {
      guint relation = g_array_index (repair->broken, guint, b);

      if (repair->weights[relation]++ == 1)
        g_array_append_val (repair->weighed, relation);
    }
}

typedef struct
{
  guint cell;
  gint64 by, worse;
} Move;

/* The move by which a relation holds, as far as the cell may go, that makes everything least worse. */
static void
choose (const EarRepair *repair, guint relation, guint start, gboolean many_uses, guint step, Move *best)
{
  const EarRelation *broken = g_ptr_array_index (repair->protect->relations, relation);
  guint n_tried = 0;

  for (guint t = 0; t < broken->n_terms && n_tried < MAX_CANDIDATES; t++)
    {
      const EarTerm *term = &broken->terms[(start + t) % broken->n_terms];
      guint cell = term->cell, n_uses = repair->first_use[cell + 1] - repair->first_use[cell];
      gint64 by, worse;

      if (repair->low[cell] == repair->high[cell] || (n_uses > MANY_USES) != many_uses || repair->moved_at[cell] == LOCKED
          || (repair->moved_at[cell] > 0 && repair->moved_at[cell] + TENURE > step && broken->n_terms > 2))
        continue;
      by = way_of (repair, relation, term);
      if (by == 0)
        continue;
      n_tried++;
      worse = weigh (repair, cell, by);
      if (worse < best->worse)
        *best = (Move) { cell, by, worse };
    }
}

static void
mend (EarRepair *repair, guint step)
{
  guint relation = g_array_index (repair->broken, guint, next_chance (repair) % repair->broken->len);
  guint start = next_chance (repair);
  Move best = { EAR_PROTECT_NO_CELL, 0, G_MAXINT64 };

  choose (repair, relation, start, FALSE, step, &best);
  if (best.worse >= 0)
    choose (repair, relation, start, TRUE, step, &best);
  if (best.worse >= 0)
    raise_weights (repair);
  if (best.cell != EAR_PROTECT_NO_CELL)
    move (repair, best.cell, best.by, step);
}

static void
learn (EarRepair *repair)
{
  if (repair->known)
    return;
  for (guint i = 0; i < repair->protect->cells->len; i++)
    ear_protect_known (ear_protect_cell (repair->protect, i), &repair->low[i], &repair->high[i]);
  repair->known = TRUE;
}

/* All as it was counted. */
static void
undo (EarRepair *repair)
{
  for (guint i = 0; i < repair->touched->len; i++)
    {
      guint cell = g_array_index (repair->touched, guint, i);

      move (repair, cell, ear_protect_cell (repair->protect, cell)->value - repair->figures[cell], LOCKED);
      repair->moved_at[cell] = 0;
    }
  for (guint i = 0; i < repair->weighed->len; i++)
    repair->weights[g_array_index (repair->weighed, guint, i)] = 1;
  g_array_set_size (repair->touched, 0);
  g_array_set_size (repair->weighed, 0);
}

static EarWitness *
read_witness (const EarRepair *repair)
{
  g_autoptr (GArray) deviations = g_array_new (FALSE, FALSE, sizeof (EarDeviation));

  for (guint i = 0; i < repair->touched->len; i++)
    {
      EarDeviation deviation = { g_array_index (repair->touched, guint, i), 0 };

      deviation.value = repair->figures[deviation.cell];
      if (deviation.value != ear_protect_cell (repair->protect, deviation.cell)->value)
        g_array_append_val (deviations, deviation);
    }
  return ear_witness_new (deviations);
}

/**
 * ear_repair_seek:
 * @check: which cell is to be where
 *
 * Returns: (transfer full) (nullable): figures that agree with all that is known, in which the cell is at the bound of the
 *   check; %NULL where none were found.
 */
EarWitness *
ear_repair_seek (EarRepair *repair, const EarCheck *check)
{
  guint max_steps = MIN (MAX_STEPS, STEPS_A_CELL * repair->protect->cells->len);
  EarWitness *witness = NULL;

  learn (repair);
  if (check->bound < repair->low[check->cell] || check->bound > repair->high[check->cell])
    return NULL;
  repair->chance = check->cell;
  move (repair, check->cell, check->bound - repair->figures[check->cell], LOCKED);
  for (guint step = 1; repair->broken->len > 0 && step < max_steps; step++)
    mend (repair, step);
  if (repair->broken->len == 0)
    witness = read_witness (repair);
  undo (repair);
  return witness;
}
