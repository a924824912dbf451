/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for other sets of figures that agree with all that is known. The only file that sees GLPK.
 *
 * A linear programme has two unknowns a cell, how far it is above and below what was counted, so that the figures as
 * counted are the solution with nothing in it: no other has to be found first, and the dual simplex method begins there.
 * Solutions near to it, with few cells that differ, cost least. Where more may be hidden, going beyond what is known
 * of a shown cell costs its weight; what does is hidden then. A cost a step finds few cells only by and by: the costs are
 * divided by the steps that were taken, and it is solved again (iteratively reweighted, Candès, Wakin and Boyd, Enhancing
 * Sparsity by Reweighted L1 Minimization, 2008).
 *
 * The programme begins with the one cell that is to move and grows: a relation comes in, with its cells, once a solution
 * breaks it. What was counted holds all relations, so those of cells that did not move hold; a solution that breaks none is
 * one of all relations together, and where a few have none, all have none. A report's figures so are thousands, and a
 * programme mostly some dozens.
 *
 * Solutions of GLPK are rounded to whole numbers and count only where these agree by integer arithmetic. */
#include "ear-protect-private.h"

#include <glpk.h>
#include <math.h>

#define HIDE_COST 1000.0
#define N_REWEIGHTINGS 3
/* Counted in steps and not in seconds, so that the same figures always give the same result. */
#define MAX_STEPS 200000
#define MAX_ROUNDS 400
#define MAX_BRANCHES 200
#define WHOLE 1e-6
/* Farther than any figure goes: an end that lies here is none. */
#define FAR 1e7

/* Columns of the programme: of each cell above, below, and where it may be hidden above and below what is known. */
enum
{
  ABOVE,
  BELOW,
  OVER,
  UNDER,
  N_WAYS
};

static const int signs[N_WAYS] = { 1, -1, 1, -1 };

typedef struct
{
  EarProtect *protect;
  glp_prob *problem;
  guint n_ways;     /* per cell: N_WAYS where more may be hidden, else OVER */
  guint locked;     /* the cell that is to move: it is not hidden for it */
  gboolean unseen;  /* of no cell it is known what is shown */
  GArray *cells;    /* guint: those that take part */
  int *columns;     /* cell → its first column, 0 where it takes no part */
  guint8 *has_row;  /* by relation */
  guint *looked_at; /* by relation: in which round */
  guint round;
  double *away;     /* cell → how far the last solution is from what was counted */
} Programme;

static void
programme_clear (Programme *programme)
{
  g_clear_pointer (&programme->problem, glp_delete_prob);
  g_clear_pointer (&programme->cells, g_array_unref);
  g_clear_pointer (&programme->columns, g_free);
  g_clear_pointer (&programme->has_row, g_free);
  g_clear_pointer (&programme->looked_at, g_free);
  g_clear_pointer (&programme->away, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Programme, programme_clear)

static void
set_bounds (glp_prob *problem, int column, gint64 low, gint64 high)
{
  if (high == EAR_NO_END)
    glp_set_col_bnds (problem, column, GLP_LO, (double) low, 0);
  else
    glp_set_col_bnds (problem, column, low == high ? GLP_FX : GLP_DB, (double) low, (double) high);
}

static void
known_of (const Programme *programme, const EarProtectCell *cell, gint64 *low, gint64 *high)
{
  if (!programme->unseen)
    {
      ear_protect_known (cell, low, high);
      return;
    }
  *low = (cell->flags & EAR_CELL_ROW) != 0 ? 1 : 0;
  *high = EAR_NO_END;
}

/* Whether the cell can be anything else than it was counted. */
static gboolean
can_move (const Programme *programme, guint index)
{
  const EarProtectCell *cell = ear_protect_cell (programme->protect, index);
  gint64 low, high;

  if (programme->n_ways == N_WAYS && ear_protect_may_hide (cell))
    return TRUE;
  known_of (programme, cell, &low, &high);
  return low < high;
}

/* What a cell can be at least if more is hidden: itself, and of sessions that nobody is told of their voices. */
static gint64
least_if_hidden (const Programme *programme, guint index, gint64 low)
{
  const EarProtectCell *cell = ear_protect_cell (programme->protect, index);

  if (index == programme->locked || (!cell->hidden && !ear_protect_may_hide (cell)))
    return low;
  return ear_protect_is_held (cell) && ear_protect_may_hide (cell->voices) ? 0 : ear_protect_floor (cell);
}

static int
add_cell (Programme *programme, guint index)
{
  const EarProtectCell *cell = ear_protect_cell (programme->protect, index);
  gboolean may_hide = programme->n_ways == N_WAYS && index != programme->locked && ear_protect_may_hide (cell);
  gint64 low, high;
  int first;

  if (programme->columns[index] > 0)
    return programme->columns[index];
  first = glp_add_cols (programme->problem, (int) programme->n_ways);
  programme->columns[index] = first;
  g_array_append_val (programme->cells, index);
  known_of (programme, cell, &low, &high);
  set_bounds (programme->problem, first + ABOVE, 0, high == EAR_NO_END ? high : high - cell->value);
  set_bounds (programme->problem, first + BELOW, 0, cell->value - low);
  if (programme->n_ways == N_WAYS)
    {
      set_bounds (programme->problem, first + OVER, 0, may_hide ? EAR_NO_END : 0);
      set_bounds (programme->problem, first + UNDER, 0, low - least_if_hidden (programme, index, low));
    }
  for (guint way = 0; way < programme->n_ways; way++)
    glp_set_obj_coef (programme->problem, first + (int) way, way < OVER ? 1 : HIDE_COST * cell->weight);
  return first;
}

static void
add_relation (Programme *programme, guint index)
{
  const EarRelation *relation = g_ptr_array_index (programme->protect->relations, index);
  g_autofree int *columns = g_new (int, relation->n_terms * programme->n_ways + 1);
  g_autofree double *factors = g_new (double, relation->n_terms * programme->n_ways + 1);
  int row, n = 0;

  for (guint t = 0; t < relation->n_terms; t++)
    {
      const EarTerm *term = &relation->terms[t];

      if (programme->columns[term->cell] == 0 && !can_move (programme, term->cell))
        continue;
      for (guint way = 0, first = (guint) add_cell (programme, term->cell); way < programme->n_ways; way++)
        {
          columns[++n] = (int) (first + way);
          factors[n] = signs[way] * term->factor;
        }
    }
  row = glp_add_rows (programme->problem, 1);
  glp_set_mat_row (programme->problem, row, n, columns, factors);
  glp_set_row_bnds (programme->problem, row,
                    relation->type == EAR_RELATION_EQUAL      ? GLP_FX
                    : relation->type == EAR_RELATION_AT_LEAST ? GLP_LO
                                                              : GLP_UP,
                    (double) -relation->sum, (double) -relation->sum);
  programme->has_row[index] = TRUE;
}

static void
programme_init (Programme *programme, EarProtect *protect, guint cell, gboolean may_hide, gboolean unseen)
{
  programme->protect = protect;
  programme->unseen = unseen;
  programme->n_ways = may_hide ? N_WAYS : OVER;
  programme->locked = cell;
  programme->problem = glp_create_prob ();
  programme->cells = g_array_new (FALSE, FALSE, sizeof (guint));
  programme->columns = g_new0 (int, protect->cells->len);
  programme->away = g_new0 (double, protect->cells->len);
  programme->has_row = g_new0 (guint8, MAX (protect->relations->len, 1));
  programme->looked_at = g_new0 (guint, MAX (protect->relations->len, 1));
  glp_set_obj_dir (programme->problem, GLP_MIN);
  add_cell (programme, cell);
}

/* The programme is to have the cell of the check at its bound or beyond. */
static void
aim (Programme *programme, const EarCheck *check)
{
  const EarProtectCell *cell = ear_protect_cell (programme->protect, check->cell);
  gint64 low, high, away = check->upwards ? check->bound - cell->value : cell->value - check->bound;
  int first = programme->columns[check->cell];

  ear_protect_known (cell, &low, &high);
  if (check->upwards)
    set_bounds (programme->problem, first + ABOVE, away, high == EAR_NO_END ? high : MAX (away, high - cell->value));
  else
    set_bounds (programme->problem, first + BELOW, away, MAX (away, cell->value - low));
  set_bounds (programme->problem, first + (check->upwards ? BELOW : ABOVE), 0, 0);
}

static gboolean
solve (Programme *programme)
{
  glp_smcp parameters;

  glp_init_smcp (&parameters);
  parameters.msg_lev = GLP_MSG_OFF;
  parameters.meth = GLP_DUALP;
  parameters.it_lim = MAX_STEPS;
  return glp_simplex (programme->problem, &parameters) == 0 && glp_get_status (programme->problem) == GLP_OPT;
}

typedef struct
{
  guint n_branches;
  gboolean any_will_do;
} Branching;

static void
watch_branches_cb (glp_tree *tree, void *data)
{
  Branching *branching = data;
  int reason = glp_ios_reason (tree);

  if ((reason == GLP_ISELECT && ++branching->n_branches > MAX_BRANCHES) || (reason == GLP_IBINGO && branching->any_will_do))
    glp_ios_terminate (tree);
}

/* Whole numbers, where the best solution is none. */
static gboolean
solve_whole (Programme *programme)
{
  Branching branching = { 0, programme->n_ways != N_WAYS };
  glp_iocp parameters;

  for (int column = 1; column <= glp_get_num_cols (programme->problem); column++)
    glp_set_col_kind (programme->problem, column, GLP_IV);
  glp_init_iocp (&parameters);
  parameters.msg_lev = GLP_MSG_OFF;
  parameters.cb_func = watch_branches_cb;
  parameters.cb_info = &branching;
  glp_intopt (programme->problem, &parameters);
  return glp_mip_status (programme->problem) == GLP_OPT || glp_mip_status (programme->problem) == GLP_FEAS;
}

/* Returns whether all cells are whole numbers. */
static gboolean
read_away (Programme *programme, gboolean whole)
{
  gboolean is_whole = TRUE;

  for (guint i = 0; i < programme->cells->len; i++)
    {
      guint cell = g_array_index (programme->cells, guint, i);
      double away = 0;

      for (guint way = 0; way < programme->n_ways; way++)
        {
          int column = programme->columns[cell] + (int) way;

          away += signs[way]
                  * (whole ? glp_mip_col_val (programme->problem, column) : glp_get_col_prim (programme->problem, column));
        }
      programme->away[cell] = fabs (away - round (away)) < WHOLE ? round (away) : away;
      is_whole = is_whole && programme->away[cell] == round (away);
    }
  return is_whole;
}

static gboolean
breaks (const Programme *programme, const EarRelation *relation)
{
  double sum = (double) relation->sum;

  for (guint t = 0; t < relation->n_terms; t++)
    sum += relation->terms[t].factor * programme->away[relation->terms[t].cell];
  return (relation->type != EAR_RELATION_AT_MOST && sum < -WHOLE) || (relation->type != EAR_RELATION_AT_LEAST && sum > WHOLE);
}

/* The relations that the last solution breaks. Returns whether there were any. */
static gboolean
add_broken (Programme *programme)
{
  guint n = programme->cells->len;
  gboolean any = FALSE;

  programme->round++;
  for (guint i = 0; i < n; i++)
    {
      guint cell = g_array_index (programme->cells, guint, i);
      const GArray *relations = ear_protect_cell (programme->protect, cell)->relations;

      for (guint r = 0; programme->away[cell] != 0 && r < relations->len; r++)
        {
          guint index = g_array_index (relations, guint, r);

          if (programme->has_row[index] || programme->looked_at[index] == programme->round)
            continue;
          programme->looked_at[index] = programme->round;
          if (!breaks (programme, g_ptr_array_index (programme->protect->relations, index)))
            continue;
          add_relation (programme, index);
          any = TRUE;
        }
    }
  return any;
}

/* Lets the programme grow until its solution breaks no relation. Returns whether there is one, in whole numbers if @whole. */
static gboolean
solve_all (Programme *programme, gboolean whole)
{
  for (guint n = 0; n < MAX_ROUNDS; n++)
    {
      gboolean is_whole;

      if (!solve (programme))
        return FALSE;
      is_whole = read_away (programme, FALSE);
      if (add_broken (programme))
        continue;
      if (is_whole || !whole)
        return TRUE;
      if (!solve_whole (programme))
        return FALSE;
      read_away (programme, TRUE);
      for (int column = 1; column <= glp_get_num_cols (programme->problem); column++)
        glp_set_col_kind (programme->problem, column, GLP_CV);
      if (!add_broken (programme))
        return TRUE;
    }
  return FALSE;
}

static EarWitness *
read_witness (const Programme *programme)
{
  g_autoptr (GArray) deviations = g_array_new (FALSE, FALSE, sizeof (EarDeviation));

  for (guint i = 0; i < programme->cells->len; i++)
    {
      guint cell = g_array_index (programme->cells, guint, i);
      EarDeviation deviation
        = { cell, ear_protect_cell (programme->protect, cell)->value + (gint64) round (programme->away[cell]) };

      if (deviation.value != ear_protect_cell (programme->protect, cell)->value)
        g_array_append_val (deviations, deviation);
    }
  return ear_witness_new (deviations);
}

/* What would have to be hidden for it to agree: the sum of weights. */
static guint64
cost_of (const EarProtect *protect, const EarWitness *witness)
{
  guint64 cost = 0;

  for (guint i = 0; i < witness->n; i++)
    {
      const EarProtectCell *cell = ear_protect_cell (protect, witness->deviations[i].cell);
      gint64 low, high;

      ear_protect_known (cell, &low, &high);
      if (witness->deviations[i].value < low || witness->deviations[i].value > high)
        cost += cell->weight;
    }
  return cost;
}

/* What was gone far is made cheaper and what was gone a little dearer, so that few cells go. */
static void
reweight (const Programme *programme)
{
  for (guint i = 0; i < programme->cells->len; i++)
    {
      guint index = g_array_index (programme->cells, guint, i);
      const EarProtectCell *cell = ear_protect_cell (programme->protect, index);

      for (guint way = OVER; way < N_WAYS; way++)
        {
          int column = programme->columns[index] + (int) way;
          double gone = glp_get_col_prim (programme->problem, column);

          glp_set_obj_coef (programme->problem, column, HIDE_COST * cell->weight / (gone + 0.5));
        }
    }
}

/**
 * ear_protect_seek:
 * @check: which cell is to be where
 * @may_hide: whether the figures may disagree with what is shown of cells that can still be hidden
 * @cost: (out): what would have to be hidden
 *
 * Returns: (transfer full) (nullable): figures in which the cell is at the bound of the check or beyond it.
 */
EarWitness *
ear_protect_seek (EarProtect *protect, const EarCheck *check, gboolean may_hide, guint64 *cost)
{
  g_auto (Programme) programme = { 0 };
  g_autoptr (EarWitness) best = NULL;
  guint64 least = G_MAXUINT64;

  programme_init (&programme, protect, check->cell, may_hide, FALSE);
  aim (&programme, check);
  for (guint turn = 0; turn < (may_hide ? N_REWEIGHTINGS : 1) && least > 0; turn++)
    {
      g_autoptr (EarWitness) witness = NULL;
      guint64 found;

      if (turn > 0)
        reweight (&programme);
      if (!solve_all (&programme, TRUE))
        break;
      witness = read_witness (&programme);
      found = cost_of (protect, witness);
      if (found >= least || !ear_witness_holds (protect, witness))
        continue;
      least = found;
      g_clear_pointer (&best, ear_witness_unref);
      best = g_steal_pointer (&witness);
    }
  *cost = least;
  return g_steal_pointer (&best);
}

static gint64
end_of (EarProtect *protect, guint cell, gboolean upwards, gboolean unseen)
{
  g_auto (Programme) programme = { 0 };
  gint64 value = ear_protect_cell (protect, cell)->value;
  int there;

  programme_init (&programme, protect, cell, FALSE, unseen);
  there = programme.columns[cell] + (upwards ? ABOVE : BELOW);
  glp_set_obj_coef (programme.problem, there, -FAR);
  if (glp_get_col_type (programme.problem, there) == GLP_LO)
    glp_set_col_bnds (programme.problem, there, GLP_DB, 0, FAR);
  /* Neither at both ends at once. */
  glp_set_col_bnds (programme.problem, programme.columns[cell] + (upwards ? BELOW : ABOVE), GLP_FX, 0, 0);
  if (!solve_all (&programme, FALSE) || programme.away[cell] > FAR / 2)
    return upwards ? EAR_NO_END : 0;
  return value + (gint64) (upwards ? floor (programme.away[cell] + WHOLE) : ceil (programme.away[cell] - WHOLE));
}

/* What the cell is at least and at most, whole numbers between which the programme's ends lie. */
void
ear_protect_bounds (EarProtect *protect, guint cell, gint64 *least, gint64 *most)
{
  *least = end_of (protect, cell, FALSE, FALSE);
  *most = end_of (protect, cell, TRUE, FALSE);
}

/* What the cell is at least for whoever sees no figure at all, but which rows there are: somebody is in each. */
gint64
ear_protect_least_unseen (EarProtect *protect, guint cell)
{
  return end_of (protect, cell, FALSE, TRUE);
}

/* GLPK keeps memory of its own for each thread. */
void
ear_protect_done_solving (void)
{
  glp_free_env ();
}
