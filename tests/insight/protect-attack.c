/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By linear programming, in whole numbers. Unknown is how many voices of each kind there are, and how many sessions of each type: a
 * type is the set of all figures that such a session adds to. */
#include "protect-attack.h"

#include <glpk.h>
#include <math.h>

#define MAX_EDITIONS 4
#define MAX_TYPES 400
/* Pairs of types, the second with all that the first has, beyond which it is not thought of how each session grew. */
#define MAX_PAIRS 400
/* Where whole numbers are not found in so many steps the attacker gives up. */
#define MAX_STEPS 1000

/* What was already seen of each row to be possible. */
typedef struct
{
  double *least, *most;
} Seen;

/* A figure of an edition, or how it changed from an earlier one. */
typedef struct
{
  guint earlier, later, sight, measure; /* the same edition twice: the figure itself */
  int row;
} Target;

typedef struct
{
  Attacker *const *editions;
  guint n_editions;
  const gboolean *grown;
  glp_prob *problem;
  GArray *kinds[MAX_EDITIONS];  /* int: first columns of the voices that an edition holds: what is left, and what was added since */
  GArray *types;                /* guint64: a bit a figure; empty without sessions */
  gboolean unseen;              /* it is only known which rows and columns there are */
  int sessions[MAX_EDITIONS];   /* the first column of types */
  GArray *targets;              /* Target */
  Seen seen;
} Attack;

/* A sum of unknowns. */
typedef struct
{
  int n;
  int *columns;
  double *factors;
} Sum;

static const Sight *
sight_of (const Attack *attack, guint edition, guint sight)
{
  return &g_array_index (attack->editions[edition]->sights, Sight, sight);
}

static Sum
sum_new (const Attack *attack)
{
  int most = 2 * glp_get_num_cols (attack->problem) + 1;

  return (Sum) { 0, g_new (int, most), g_new (double, most) };
}

static void
sum_clear (Sum *sum)
{
  g_free (sum->columns);
  g_free (sum->factors);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sum, sum_clear)

static void
sum_add (Sum *sum, int column, double factor)
{
  sum->columns[++sum->n] = column;
  sum->factors[sum->n] = factor;
}

static void
sum_add_voices (Sum *sum, const Attack *attack, guint edition, guint s, double factor)
{
  const Sight *sight = sight_of (attack, edition, s);
  const GArray *firsts = attack->kinds[edition];

  for (guint f = 0; f < firsts->len; f++)
    {
      for (guint kind = 0; kind < attack->editions[0]->n_kinds; kind++)
        {
          if (sight->kinds[kind])
            sum_add (sum, g_array_index (firsts, int, f) + (int) kind, factor);
        }
    }
}

static void
sum_add_sessions (Sum *sum, const Attack *attack, guint edition, guint s, double factor)
{
  for (guint t = 0; t < attack->types->len; t++)
    {
      if ((g_array_index (attack->types, guint64, t) >> s & 1) != 0)
        sum_add (sum, attack->sessions[edition] + (int) t, factor);
    }
}

static void
sum_add_figure (Sum *sum, const Attack *attack, guint edition, guint s, guint measure, double factor)
{
  if (measure == EAR_MEASURE_VOICES)
    sum_add_voices (sum, attack, edition, s, factor);
  else
    sum_add_sessions (sum, attack, edition, s, factor);
}

/* An unknown that is in a sum twice is one term. */
static void
sum_tidy (Sum *sum, int n_columns)
{
  g_autofree double *all = g_new0 (double, n_columns + 1);

  for (int i = 1; i <= sum->n; i++)
    all[sum->columns[i]] += sum->factors[i];
  sum->n = 0;
  for (int column = 1; column <= n_columns; column++)
    {
      if (all[column] != 0)
        sum_add (sum, column, all[column]);
    }
}

/* -G_MAXDOUBLE and G_MAXDOUBLE are no ends. */
static void
bound_row (glp_prob *problem, int row, double low, double high)
{
  int type = low == -G_MAXDOUBLE ? (high == G_MAXDOUBLE ? GLP_FR : GLP_UP) : high == G_MAXDOUBLE ? GLP_LO : low == high ? GLP_FX : GLP_DB;

  glp_set_row_bnds (problem, row, type, low, high);
}

static int
add_row (const Attack *attack, Sum *sum, double low, double high)
{
  int row = glp_add_rows (attack->problem, 1);

  sum_tidy (sum, glp_get_num_cols (attack->problem));
  glp_set_mat_row (attack->problem, row, sum->n, sum->columns, sum->factors);
  bound_row (attack->problem, row, low, high);
  return row;
}

static int
add_unknowns (const Attack *attack, guint n)
{
  int first = glp_add_cols (attack->problem, (int) n);

  for (int i = 0; i < (int) n; i++)
    glp_set_col_bnds (attack->problem, first + i, GLP_LO, 0, 0);
  return first;
}

static void
add_voices (Attack *attack)
{
  for (guint e = 0; e < attack->n_editions; e++)
    {
      int first = add_unknowns (attack, attack->editions[e]->n_kinds);
      gboolean stay = e > 0 && attack->grown[e - 1];

      attack->kinds[e] = stay ? g_array_copy (attack->kinds[e - 1]) : g_array_new (FALSE, FALSE, sizeof (int));
      g_array_append_val (attack->kinds[e], first);
    }
}

/* Whether there can be voices of a kind in any of the editions. */
static gboolean
may_be (const Attack *attack, guint kind)
{
  for (guint e = 0; e < attack->n_editions; e++)
    {
      gboolean may = TRUE;

      for (guint s = 0; s < attack->editions[e]->sights->len; s++)
        may &= !(sight_of (attack, e, s)->absent && sight_of (attack, e, s)->kinds[kind]);
      if (may)
        return TRUE;
    }
  return FALSE;
}

static guint64
type_of_kind (const Attack *attack, guint kind)
{
  guint64 type = 0;

  for (guint s = 0; s < attack->editions[0]->sights->len; s++)
    type |= (guint64) sight_of (attack, 0, s)->kinds[kind] << s;
  return type;
}

/* Sessions with one voice, then with one more, and so on, until there are no more types. */
static void
list_types (Attack *attack)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  g_assert_cmpuint (attack->editions[0]->sights->len, <=, 64);
  for (guint kind = 0; kind < attack->editions[0]->n_kinds; kind++)
    {
      guint64 one = type_of_kind (attack, kind);
      guint n = attack->types->len;

      for (guint t = 0; may_be (attack, kind) && t <= n; t++)
        {
          guint64 type = one | (t < n ? g_array_index (attack->types, guint64, t) : 0);

          if (g_hash_table_add (known, g_memdup2 (&type, sizeof type)))
            g_array_append_val (attack->types, type);
        }
    }
  g_assert_cmpuint (attack->types->len, <=, MAX_TYPES);
}

static gboolean
may_become (const Attack *attack, guint from, guint to)
{
  guint64 one = g_array_index (attack->types, guint64, from), other = g_array_index (attack->types, guint64, to);

  return (one & ~other) == 0;
}

/* Each session of the edition before is there still, with what it had: a number of sessions for each pair of types that this allows. What
 * comes to a type beyond those is new. */
static void
grow_sessions (Attack *attack, guint edition)
{
  guint n = attack->types->len, n_pairs = 0;
  int first, next;

  for (guint i = 0; i < n * n; i++)
    n_pairs += may_become (attack, i / n, i % n);
  if (n_pairs > MAX_PAIRS)
    return;
  next = first = add_unknowns (attack, n_pairs);
  for (guint from = 0; from < n; from++)
    {
      g_auto (Sum) sum = sum_new (attack);

      for (guint to = 0; to < n; to++)
        {
          if (may_become (attack, from, to))
            sum_add (&sum, next++, 1);
        }
      sum_add (&sum, attack->sessions[edition - 1] + (int) from, -1);
      add_row (attack, &sum, 0, 0);
    }
  for (guint to = 0; to < n; to++)
    {
      g_auto (Sum) sum = sum_new (attack);
      int pair = first;

      for (guint i = 0; i < n * n; i++)
        {
          if (may_become (attack, i / n, i % n))
            {
              if (i % n == to)
                sum_add (&sum, pair, -1);
              pair++;
            }
        }
      sum_add (&sum, attack->sessions[edition] + (int) to, 1);
      add_row (attack, &sum, 0, G_MAXDOUBLE);
    }
}

/* Of each edition, and of what was added to it: a session that adds to a figure has a voice that does. */
static void
tie_sessions (Attack *attack, guint edition)
{
  for (guint s = 0; s < attack->editions[0]->sights->len; s++)
    {
      for (guint since = 0; since <= (edition > 0 && attack->grown[edition - 1]); since++)
        {
          g_auto (Sum) sum = sum_new (attack);

          for (guint m = 0; m < N_MEASURES; m++)
            {
              sum_add_figure (&sum, attack, edition, s, m, m == EAR_MEASURE_VOICES ? 1 : -1);
              if (since > 0)
                sum_add_figure (&sum, attack, edition - 1, s, m, m == EAR_MEASURE_VOICES ? -1 : 1);
            }
          add_row (attack, &sum, 0, G_MAXDOUBLE);
        }
    }
}

static void
add_sessions (Attack *attack)
{
  list_types (attack);
  for (guint e = 0; e < attack->n_editions; e++)
    attack->sessions[e] = add_unknowns (attack, attack->types->len);
  for (guint e = 0; e < attack->n_editions; e++)
    {
      if (e > 0 && attack->grown[e - 1])
        grow_sessions (attack, e);
      tie_sessions (attack, e);
    }
}

/* Rows of figures come first edition by edition, then those of how they changed. */
static int
add_figure (Attack *attack, guint edition, guint s, guint measure)
{
  const Sight *sight = sight_of (attack, edition, s);
  g_auto (Sum) sum = sum_new (attack);

  sum_add_figure (&sum, attack, edition, s, measure, 1);
  if (attack->unseen && !sight->absent)
    return add_row (attack, &sum, sight->present, G_MAXDOUBLE);
  return add_row (attack, &sum, (double) sight->low[measure], sight->high[measure] < 0 ? G_MAXDOUBLE : (double) sight->high[measure]);
}

static int
add_change (Attack *attack, guint earlier, guint later, guint s, guint measure)
{
  const Sight *before = sight_of (attack, earlier, s), *now = sight_of (attack, later, s);
  gint64 by = (gint64) now->value[measure] - before->value[measure];
  gboolean stayed = by == 0 && measure == EAR_MEASURE_VOICES && before->absent == now->absent;
  g_auto (Sum) sum = sum_new (attack);

  sum_add_figure (&sum, attack, later, s, measure, 1);
  sum_add_figure (&sum, attack, earlier, s, measure, -1);
  /* As many sessions as before may be others, and of a row that is new nothing stayed. */
  return add_row (attack, &sum, by < 0 ? -G_MAXDOUBLE : 0, by < 0 || stayed ? 0 : G_MAXDOUBLE);
}

static gboolean
is_whole (glp_prob *problem)
{
  for (int column = 1; column <= glp_get_num_cols (problem); column++)
    {
      double value = glp_get_col_prim (problem, column);

      if (fabs (value - round (value)) > 1e-7)
        return FALSE;
    }
  return TRUE;
}

static void
stop_cb (glp_tree *tree, void *data)
{
  guint *n = data;

  if (++*n > MAX_STEPS)
    glp_ios_terminate (tree);
}

static void
see_rows (Attack *attack, gboolean whole)
{
  for (int row = 1; row <= glp_get_num_rows (attack->problem); row++)
    {
      double value = round (whole ? glp_mip_row_val (attack->problem, row) : glp_get_row_prim (attack->problem, row));

      attack->seen.least[row] = MIN (attack->seen.least[row], value);
      attack->seen.most[row] = MAX (attack->seen.most[row], value);
    }
}

static gboolean
find_whole (Attack *attack)
{
  glp_iocp whole;
  gboolean found;
  guint n = 0;

  for (int column = 1; column <= glp_get_num_cols (attack->problem); column++)
    glp_set_col_kind (attack->problem, column, GLP_IV);
  glp_init_iocp (&whole);
  whole.msg_lev = GLP_MSG_OFF;
  whole.cb_func = stop_cb;
  whole.cb_info = &n;
  glp_intopt (attack->problem, &whole);
  found = glp_mip_status (attack->problem) == GLP_OPT || glp_mip_status (attack->problem) == GLP_FEAS;
  if (found)
    see_rows (attack, TRUE);
  for (int column = 1; column <= glp_get_num_cols (attack->problem); column++)
    glp_set_col_kind (attack->problem, column, GLP_CV);
  return found || n > MAX_STEPS;
}

/* That there is nothing is only said after exact arithmetic: a rounded one that goes on from where it was may be wrong. */
static gboolean
is_possible_exactly (glp_prob *problem, const glp_smcp *simplex)
{
  glp_std_basis (problem);
  glp_simplex (problem, simplex);
  return glp_exact (problem, simplex) == 0 && glp_get_status (problem) == GLP_OPT;
}

/* Whether whole numbers exist with a row at its bound or beyond. */
static gboolean
can_be (Attack *attack, int row, gboolean upwards, double bound)
{
  glp_prob *problem = attack->problem;
  int type = glp_get_row_type (problem, row);
  double low = type == GLP_UP || type == GLP_FR ? -G_MAXDOUBLE : glp_get_row_lb (problem, row);
  double high = type == GLP_LO || type == GLP_FR ? G_MAXDOUBLE : glp_get_row_ub (problem, row);
  gboolean possible;
  glp_smcp simplex;

  if (upwards ? attack->seen.most[row] >= bound : attack->seen.least[row] <= bound)
    return TRUE;
  if (upwards ? bound > high : bound < low)
    return FALSE;
  glp_init_smcp (&simplex);
  simplex.msg_lev = GLP_MSG_OFF;
  simplex.meth = GLP_DUALP;
  bound_row (problem, row, upwards ? MAX (low, bound) : low, upwards ? high : MIN (high, bound));
  g_assert_cmpint (glp_simplex (problem, &simplex), ==, 0);
  possible = glp_get_status (problem) == GLP_OPT || is_possible_exactly (problem, &simplex);
  if (possible && is_whole (problem))
    see_rows (attack, FALSE);
  else if (possible)
    possible = find_whole (attack);
  bound_row (problem, row, low, high);
  return possible;
}

static const char *
measure_name (guint measure)
{
  return measure == EAR_MEASURE_VOICES ? "voices" : "sessions";
}

static void
add_targets (Attack *attack, guint n_measures)
{
  for (guint later = 0; later < attack->n_editions; later++)
    {
      for (guint earlier = 0; earlier <= later; earlier++)
        {
          for (guint i = 0; i < attack->editions[0]->sights->len * n_measures; i++)
            {
              Target target = { earlier, later, i / n_measures, i % n_measures, 0 };

              target.row = earlier == later ? add_figure (attack, later, target.sight, target.measure)
                                            : add_change (attack, earlier, later, target.sight, target.measure);
              g_array_append_val (attack->targets, target);
            }
        }
    }
}

static void
seen_init (Attack *attack)
{
  int n = glp_get_num_rows (attack->problem) + 1;

  attack->seen = (Seen) { g_new (double, n), g_new (double, n) };
  for (int row = 0; row < n; row++)
    {
      attack->seen.least[row] = G_MAXDOUBLE;
      attack->seen.most[row] = -G_MAXDOUBLE;
    }
}

static void
attack_init (Attack *attack, Attacker *const *editions, guint n, const gboolean *grown, gboolean with_sessions, gboolean unseen)
{
  *attack = (Attack) { .editions = editions, .n_editions = n, .grown = grown, .problem = glp_create_prob (), .unseen = unseen,
                       .types = g_array_new (FALSE, FALSE, sizeof (guint64)),
                       .targets = g_array_new (FALSE, FALSE, sizeof (Target)) };
  add_voices (attack);
  if (with_sessions)
    add_sessions (attack);
  add_targets (attack, with_sessions ? N_MEASURES : 1);
  seen_init (attack);
}

static void
attack_clear (Attack *attack)
{
  for (guint e = 0; e < attack->n_editions; e++)
    g_array_unref (attack->kinds[e]);
  g_clear_pointer (&attack->types, g_array_unref);
  g_clear_pointer (&attack->targets, g_array_unref);
  g_free (attack->seen.least);
  g_free (attack->seen.most);
  g_clear_pointer (&attack->problem, glp_delete_prob);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Attack, attack_clear)

/* How small a figure can be for whoever sees no figures, only which rows and columns there are. That is no secret. */
static guint
least_unseen (const Attack *attack, guint target, guint low, guint high)
{
  g_auto (Attack) unseen = { 0 };
  int row = g_array_index (attack->targets, Target, target).row;

  attack_init (&unseen, attack->editions, attack->n_editions, attack->grown, attack->types->len > 0, TRUE);
  while (low < high && !can_be (&unseen, row, FALSE, low))
    low++;
  return low;
}

static char *
attack_figure (Attack *attack, guint target, guint low, guint high)
{
  const Target *at = &g_array_index (attack->targets, Target, target);
  const Sight *sight = sight_of (attack, at->later, at->sight);
  guint value = sight->value[at->measure];

  if (sight->absent || value < low || value > high)
    return NULL;
  /* There is a session where there is a voice: that there is none is ruled out with the voices, whose target is the one before. */
  if (at->measure == EAR_MEASURE_SESSIONS && low == 0 && !can_be (attack, at[-1].row, FALSE, 0))
    low = 1;
  if (!can_be (attack, at->row, FALSE, low))
    low = least_unseen (attack, target, low, value);
  if (can_be (attack, at->row, FALSE, low) && can_be (attack, at->row, TRUE, high))
    return NULL;
  return g_strdup_printf ("edition %u: %s of %s, which is %u, %s, cannot be %u", at->later + 1, measure_name (at->measure), sight->id, value,
                          sight->hidden[at->measure] ? "hidden" : "shown as a band", can_be (attack, at->row, FALSE, low) ? high : low);
}

static char *
attack_change (Attack *attack, guint target, guint high)
{
  const Target *at = &g_array_index (attack->targets, Target, target);
  const Sight *before = sight_of (attack, at->earlier, at->sight), *now = sight_of (attack, at->later, at->sight);
  gint64 by = (gint64) now->value[at->measure] - before->value[at->measure];
  int sign = by < 0 ? -1 : 1;

  /* Of a figure that is in one of them only the change is the figure, which is attacked by itself. */
  if (by == 0 || ABS (by) > high || before->absent || now->absent)
    return NULL;
  if (can_be (attack, at->row, sign < 0, 0) || can_be (attack, at->row, sign > 0, sign * ((double) high + 1)))
    return NULL;
  return g_strdup_printf ("from edition %u to %u: %s of %s became %+d", at->earlier + 1, at->later + 1, measure_name (at->measure), now->id,
                          (int) by);
}

char *
attacker_attack (Attacker *const *editions, guint n, const gboolean *grown, gboolean with_sessions, guint low, guint high)
{
  g_auto (Attack) attack = { 0 };
  char *found = NULL;

  g_assert_cmpuint (n, <=, MAX_EDITIONS);
  attack_init (&attack, editions, n, grown, with_sessions, FALSE);
  for (guint t = 0; found == NULL && t < attack.targets->len; t++)
    {
      const Target *target = &g_array_index (attack.targets, Target, t);

      found = target->earlier == target->later ? attack_figure (&attack, t, low, high) : attack_change (&attack, t, high);
    }
  g_clear_pointer (&attack.problem, glp_delete_prob);
  glp_free_env ();
  return found;
}
