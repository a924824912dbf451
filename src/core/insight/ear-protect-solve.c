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
 * Only cells within reach take part; the others are held as counted. What is found so holds for all, since the others then
 * agree, too. That nothing is found within a short reach proves nothing.
 *
 * Solutions of GLPK are rounded to whole numbers and count only where these agree by integer arithmetic. */
#include "ear-protect-private.h"

#include <glpk.h>
#include <math.h>
#include <string.h>

#define HIDE_COST 1000.0
#define N_REWEIGHTINGS 3
/* Counted in steps and not in seconds, so that the same figures always give the same result. */
#define MAX_STEPS 200000
#define MAX_BRANCHES 60
/* So many take part at most, the nearest first; and a short reach does not go through relations of so many cells, which
 * mostly hold with room to spare. */
#define MAX_CELLS 1500
#define MANY_TERMS 48
#define WHOLE 1e-6

typedef struct
{
  EarProtect *protect;
  GArray *cells;        /* guint: those that take part */
  GArray *relations;    /* guint */
  GHashTable *position; /* cell → place in cells + 1 */
  GHashTable *seen_relations;
  gboolean may_hide;
} Scope;

static void
scope_clear (Scope *scope)
{
  g_clear_pointer (&scope->cells, g_array_unref);
  g_clear_pointer (&scope->relations, g_array_unref);
  g_clear_pointer (&scope->position, g_hash_table_unref);
  g_clear_pointer (&scope->seen_relations, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scope, scope_clear)

static gboolean
can_move (const Scope *scope, guint index)
{
  const EarProtectCell *cell = ear_protect_cell (scope->protect, index);
  gint64 low, high;

  if (scope->may_hide && ear_protect_may_hide (cell))
    return TRUE;
  ear_protect_known (cell, &low, &high);
  return low < high;
}

static void
scope_add (Scope *scope, guint cell)
{
  if (g_hash_table_contains (scope->position, GUINT_TO_POINTER (cell)))
    return;
  g_array_append_val (scope->cells, cell);
  g_hash_table_insert (scope->position, GUINT_TO_POINTER (cell), GUINT_TO_POINTER (scope->cells->len));
}

static void
scope_add_relation (Scope *scope, guint index, gboolean with_cells, gboolean far)
{
  const EarRelation *relation = g_ptr_array_index (scope->protect->relations, index);

  if (g_hash_table_add (scope->seen_relations, GUINT_TO_POINTER (index)))
    g_array_append_val (scope->relations, index);
  with_cells = with_cells && (far || relation->n_terms <= MANY_TERMS);
  for (guint t = 0; with_cells && t < relation->n_terms && scope->cells->len < MAX_CELLS; t++)
    {
      if (can_move (scope, relation->terms[t].cell))
        scope_add (scope, relation->terms[t].cell);
    }
}

/* The cells within so many relations of one, and all relations that any of them is in. */
static void
scope_init (Scope *scope, EarProtect *protect, guint cell, gboolean may_hide, guint reach)
{
  guint done = 0;

  scope->protect = protect;
  scope->may_hide = may_hide;
  scope->cells = g_array_new (FALSE, FALSE, sizeof (guint));
  scope->relations = g_array_new (FALSE, FALSE, sizeof (guint));
  scope->position = g_hash_table_new (NULL, NULL);
  scope->seen_relations = g_hash_table_new (NULL, NULL);
  scope_add (scope, cell);
  for (guint step = 0; done < scope->cells->len; step++)
    {
      guint end = scope->cells->len;

      for (; done < end; done++)
        {
          const GArray *relations = ear_protect_cell (protect, g_array_index (scope->cells, guint, done))->relations;

          for (guint r = 0; r < relations->len; r++)
            scope_add_relation (scope, g_array_index (relations, guint, r), step < reach, reach == G_MAXUINT);
        }
    }
}

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
  Scope *scope;
  glp_prob *problem;
  guint n_ways; /* per cell */
} Programme;

static void
programme_clear (Programme *programme)
{
  g_clear_pointer (&programme->problem, glp_delete_prob);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Programme, programme_clear)

static int
column_of (const Programme *programme, guint place, guint way)
{
  return (int) (place * programme->n_ways + way + 1);
}

static void
set_bounds (glp_prob *problem, int column, gint64 low, gint64 high)
{
  if (high == EAR_NO_END)
    glp_set_col_bnds (problem, column, GLP_LO, (double) low, 0);
  else
    glp_set_col_bnds (problem, column, low == high ? GLP_FX : GLP_DB, (double) low, (double) high);
}

static void
set_cell (Programme *programme, guint place)
{
  const EarProtectCell *cell
    = ear_protect_cell (programme->scope->protect, g_array_index (programme->scope->cells, guint, place));
  gboolean may_hide = programme->n_ways == N_WAYS && ear_protect_may_hide (cell);
  gint64 low, high;

  ear_protect_known (cell, &low, &high);
  set_bounds (programme->problem, column_of (programme, place, ABOVE), 0, high == EAR_NO_END ? high : high - cell->value);
  set_bounds (programme->problem, column_of (programme, place, BELOW), 0, cell->value - low);
  for (guint way = 0; way < programme->n_ways; way++)
    glp_set_obj_coef (programme->problem, column_of (programme, place, way),
                      way < OVER ? 1 : HIDE_COST * cell->weight);
  if (programme->n_ways == N_WAYS)
    {
      set_bounds (programme->problem, column_of (programme, place, OVER), 0, may_hide ? EAR_NO_END : 0);
      set_bounds (programme->problem, column_of (programme, place, UNDER), 0, may_hide ? low : 0);
    }
}

static void
set_relation (Programme *programme, int row, const EarRelation *relation)
{
  g_autofree int *columns = g_new (int, relation->n_terms * programme->n_ways + 1);
  g_autofree double *factors = g_new (double, relation->n_terms * programme->n_ways + 1);
  gint64 sum = 0;
  int n = 0;

  for (guint t = 0; t < relation->n_terms; t++)
    {
      const EarTerm *term = &relation->terms[t];
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (programme->scope->position, GUINT_TO_POINTER (term->cell)));

      sum += term->factor * ear_protect_cell (programme->scope->protect, term->cell)->value;
      for (guint way = 0; place > 0 && way < programme->n_ways; way++)
        {
          columns[++n] = column_of (programme, place - 1, way);
          factors[n] = signs[way] * term->factor;
        }
    }
  glp_set_mat_row (programme->problem, row, n, columns, factors);
  glp_set_row_bnds (programme->problem, row,
                    relation->type == EAR_RELATION_EQUAL      ? GLP_FX
                    : relation->type == EAR_RELATION_AT_LEAST ? GLP_LO
                                                              : GLP_UP,
                    (double) -sum, (double) -sum);
}

static void
programme_init (Programme *programme, Scope *scope, gboolean may_hide)
{
  programme->scope = scope;
  programme->n_ways = may_hide ? N_WAYS : OVER;
  programme->problem = glp_create_prob ();
  glp_set_obj_dir (programme->problem, GLP_MIN);
  glp_add_cols (programme->problem, (int) (scope->cells->len * programme->n_ways));
  if (scope->relations->len > 0)
    glp_add_rows (programme->problem, (int) scope->relations->len);
  for (guint i = 0; i < scope->cells->len; i++)
    set_cell (programme, i);
  for (guint i = 0; i < scope->relations->len; i++)
    set_relation (programme, (int) i + 1,
                  g_ptr_array_index (scope->protect->relations, g_array_index (scope->relations, guint, i)));
}

static gboolean
solve (glp_prob *problem)
{
  glp_smcp parameters;

  glp_init_smcp (&parameters);
  parameters.msg_lev = GLP_MSG_OFF;
  parameters.meth = GLP_DUALP;
  parameters.it_lim = MAX_STEPS;
  return glp_simplex (problem, &parameters) == 0 && glp_get_status (problem) == GLP_OPT;
}

static gboolean
is_whole (glp_prob *problem)
{
  for (int column = 1; column <= glp_get_num_cols (problem); column++)
    {
      double value = glp_get_col_prim (problem, column);

      if (fabs (value - floor (value + 0.5)) > WHOLE)
        return FALSE;
    }
  return TRUE;
}

static void
count_branches_cb (glp_tree *tree, void *data)
{
  guint *n = data;

  if (glp_ios_reason (tree) == GLP_ISELECT && ++*n > MAX_BRANCHES)
    glp_ios_terminate (tree);
}

/* Whole numbers, where the best solution is none. */
static gboolean
solve_whole (glp_prob *problem)
{
  glp_iocp parameters;
  guint n_branches = 0;

  for (int column = 1; column <= glp_get_num_cols (problem); column++)
    glp_set_col_kind (problem, column, GLP_IV);
  glp_init_iocp (&parameters);
  parameters.msg_lev = GLP_MSG_OFF;
  parameters.cb_func = count_branches_cb;
  parameters.cb_info = &n_branches;
  glp_intopt (problem, &parameters);
  return glp_mip_status (problem) == GLP_OPT || glp_mip_status (problem) == GLP_FEAS;
}

static int
compare_deviations (gconstpointer a, gconstpointer b)
{
  const EarDeviation *one = a, *other = b;

  return one->cell < other->cell ? -1 : one->cell > other->cell;
}

static EarWitness *
read_witness (const Programme *programme, gboolean whole)
{
  g_autoptr (GArray) deviations = g_array_new (FALSE, FALSE, sizeof (EarDeviation));
  EarWitness *witness = g_new0 (EarWitness, 1);

  for (guint place = 0; place < programme->scope->cells->len; place++)
    {
      guint cell = g_array_index (programme->scope->cells, guint, place);
      gint64 away = 0;

      for (guint way = 0; way < programme->n_ways; way++)
        {
          int column = column_of (programme, place, way);
          double value = whole ? glp_mip_col_val (programme->problem, column) : glp_get_col_prim (programme->problem, column);

          away += signs[way] * (gint64) floor (value + 0.5);
        }
      if (away != 0)
        {
          EarDeviation deviation = { cell, ear_protect_cell (programme->scope->protect, cell)->value + away };

          g_array_append_val (deviations, deviation);
        }
    }
  g_array_sort (deviations, compare_deviations);
  g_atomic_ref_count_init (&witness->references);
  witness->n = deviations->len;
  witness->deviations = (EarDeviation *) g_array_steal (deviations, NULL);
  return witness;
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
  for (guint place = 0; place < programme->scope->cells->len; place++)
    {
      const EarProtectCell *cell
        = ear_protect_cell (programme->scope->protect, g_array_index (programme->scope->cells, guint, place));

      for (guint way = OVER; way < N_WAYS; way++)
        {
          int column = column_of (programme, place, way);
          double gone = glp_get_col_prim (programme->problem, column);

          glp_set_obj_coef (programme->problem, column, HIDE_COST * cell->weight / (gone + 0.5));
        }
    }
}

/* The programme is to have the cell of the check at its bound or beyond. */
static void
aim (Programme *programme, const EarCheck *check)
{
  const EarProtectCell *cell = ear_protect_cell (programme->scope->protect, check->cell);
  gint64 low, high, away = check->upwards ? check->bound - cell->value : cell->value - check->bound;
  int there = column_of (programme, 0, check->upwards ? ABOVE : BELOW);
  int back = column_of (programme, 0, check->upwards ? BELOW : ABOVE);

  ear_protect_known (cell, &low, &high);
  if (check->upwards)
    set_bounds (programme->problem, there, away, high == EAR_NO_END ? high : MAX (away, high - cell->value));
  else
    set_bounds (programme->problem, there, away, MAX (away, cell->value - low));
  set_bounds (programme->problem, back, 0, 0);
  for (guint way = OVER; way < programme->n_ways; way++)
    set_bounds (programme->problem, column_of (programme, 0, way), 0, 0);
}

static EarWitness *
take (const Programme *programme)
{
  gboolean whole = !is_whole (programme->problem);
  g_autoptr (EarWitness) witness = NULL;

  if (whole && !solve_whole (programme->problem))
    return NULL;
  witness = read_witness (programme, whole);
  for (int column = 1; whole && column <= glp_get_num_cols (programme->problem); column++)
    glp_set_col_kind (programme->problem, column, GLP_CV);
  return g_steal_pointer (&witness);
}

/* Whether all relations hold: of cells, bounds are looked at elsewhere, since what goes beyond them is hidden then. */
static gboolean
holds (const Scope *scope, const EarWitness *witness)
{
  for (guint i = 0; i < scope->relations->len; i++)
    {
      const EarRelation *relation
        = g_ptr_array_index (scope->protect->relations, g_array_index (scope->relations, guint, i));
      gint64 sum = 0;

      for (guint t = 0; t < relation->n_terms; t++)
        sum += relation->terms[t].factor * ear_witness_get (witness, scope->protect, relation->terms[t].cell);
      if ((relation->type == EAR_RELATION_EQUAL && sum != 0) || (relation->type == EAR_RELATION_AT_LEAST && sum < 0)
          || (relation->type == EAR_RELATION_AT_MOST && sum > 0))
        return FALSE;
    }
  return TRUE;
}

/**
 * ear_protect_seek:
 * @check: which cell is to be where
 * @may_hide: whether the figures may disagree with what is shown of cells that can still be hidden
 * @reach: how many relations away cells may differ
 * @cost: (out): what would have to be hidden
 *
 * Returns: (transfer full) (nullable): figures in which the cell is at the bound of the check or beyond it.
 */
EarWitness *
ear_protect_seek (EarProtect *protect, const EarCheck *check, gboolean may_hide, guint reach, guint64 *cost)
{
  g_auto (Scope) scope = { 0 };
  g_auto (Programme) programme = { 0 };
  g_autoptr (EarWitness) best = NULL;
  guint64 least = G_MAXUINT64;

  scope_init (&scope, protect, check->cell, may_hide, reach);
  programme_init (&programme, &scope, may_hide);
  aim (&programme, check);
  for (guint turn = 0; turn < (may_hide ? N_REWEIGHTINGS : 1) && least > 0; turn++)
    {
      g_autoptr (EarWitness) witness = NULL;
      guint64 found;

      if (turn > 0)
        reweight (&programme);
      if (!solve (programme.problem) || (witness = take (&programme)) == NULL || !holds (&scope, witness))
        break;
      found = cost_of (protect, witness);
      if (found < least)
        {
          least = found;
          g_clear_pointer (&best, ear_witness_unref);
          best = g_steal_pointer (&witness);
        }
    }
  *cost = least;
  return g_steal_pointer (&best);
}

static gint64
end_of (Programme *programme, gint64 value, gboolean upwards)
{
  int there = column_of (programme, 0, upwards ? ABOVE : BELOW), back = column_of (programme, 0, upwards ? BELOW : ABOVE);
  glp_smcp parameters;

  for (int column = 1; column <= glp_get_num_cols (programme->problem); column++)
    glp_set_obj_coef (programme->problem, column, 0);
  glp_set_obj_coef (programme->problem, there, -1);
  glp_set_obj_coef (programme->problem, back, 1);
  glp_std_basis (programme->problem);
  glp_init_smcp (&parameters);
  parameters.msg_lev = GLP_MSG_OFF;
  parameters.it_lim = MAX_STEPS;
  if (glp_simplex (programme->problem, &parameters) != 0 || glp_get_status (programme->problem) != GLP_OPT)
    return upwards ? EAR_NO_END : 0;
  value += (upwards ? 1 : -1) * (gint64) floor (-glp_get_obj_val (programme->problem) + WHOLE);
  return value;
}

/* What the cell is at least and at most, whole numbers between which the programme's ends lie. */
void
ear_protect_bounds (EarProtect *protect, guint cell, gint64 *least, gint64 *most)
{
  g_auto (Scope) scope = { 0 };
  g_auto (Programme) programme = { 0 };
  gint64 value = ear_protect_cell (protect, cell)->value;

  scope_init (&scope, protect, cell, FALSE, G_MAXUINT);
  programme_init (&programme, &scope, FALSE);
  *least = end_of (&programme, value, FALSE);
  *most = end_of (&programme, value, TRUE);
}

/* GLPK keeps memory of its own for each thread. */
void
ear_protect_done_solving (void)
{
  glp_free_env ();
}

EarWitness *
ear_witness_ref (EarWitness *witness)
{
  g_atomic_ref_count_inc (&witness->references);
  return witness;
}

void
ear_witness_unref (EarWitness *witness)
{
  if (!g_atomic_ref_count_dec (&witness->references))
    return;
  g_free (witness->deviations);
  g_free (witness);
}

/* What a cell is in it. @witness: (nullable): %NULL is what was counted. */
gint64
ear_witness_get (const EarWitness *witness, const EarProtect *protect, guint cell)
{
  EarDeviation key = { cell, 0 };
  const EarDeviation *found
    = witness == NULL || witness->n == 0
        ? NULL
        : bsearch (&key, witness->deviations, witness->n, sizeof key, compare_deviations);

  return found == NULL ? ear_protect_cell (protect, cell)->value : found->value;
}
