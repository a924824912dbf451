/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protect-world.h"

#include <glpk.h>
#include <math.h>

#define MAX_KINDS (N_PLACES * N_FEELINGS * (1 << N_THEMES) * (1 << N_GROUPS))
#define NONE_PLACE (N_PLACES - 1)
#define NONE_FEELING (N_FEELINGS - 1)

typedef gboolean (*Stands) (const Voice *voice);

static gboolean in_place_0 (const Voice *v) { return v->place <= 2; }
static gboolean in_place_1 (const Voice *v) { return v->place == 1; }
static gboolean in_place_2 (const Voice *v) { return v->place == 2; }
static gboolean in_place_3 (const Voice *v) { return v->place == 3; }
static gboolean in_no_place (const Voice *v) { return v->place == NONE_PLACE; }
static gboolean feels_0 (const Voice *v) { return v->feeling == 0; }
static gboolean feels_1 (const Voice *v) { return v->feeling == 1; }
static gboolean feels_none (const Voice *v) { return v->feeling == NONE_FEELING; }
static gboolean theme_0 (const Voice *v) { return (v->themes & 3) != 0; }
static gboolean theme_1 (const Voice *v) { return (v->themes & 2) != 0; }
static gboolean theme_2 (const Voice *v) { return (v->themes & 4) != 0; }
static gboolean no_theme (const Voice *v) { return v->themes == 0; }
static gboolean group_0 (const Voice *v) { return (v->groups & 1) != 0; }
static gboolean group_1 (const Voice *v) { return (v->groups & 2) != 0; }
static gboolean no_group (const Voice *v) { return v->groups == 0; }
static gboolean anybody (const Voice *v G_GNUC_UNUSED) { return TRUE; }

typedef struct
{
  EarDimension dimension;
  const char *key;
  guint depth;
  Stands stands;
} Named;

static const Named named[] = {
  { EAR_DIMENSION_PLACE, "here", 0, in_place_0 },
  { EAR_DIMENSION_PLACE, "here-north", 1, in_place_1 },
  { EAR_DIMENSION_PLACE, "here-south", 1, in_place_2 },
  { EAR_DIMENSION_PLACE, "there", 0, in_place_3 },
  { EAR_DIMENSION_PLACE, EAR_HEADING_NOT_SAID, 0, in_no_place },
  { EAR_DIMENSION_FEELING, "working", 0, feels_0 },
  { EAR_DIMENSION_FEELING, "not-working", 0, feels_1 },
  { EAR_DIMENSION_FEELING, EAR_HEADING_NOT_SAID, 0, feels_none },
  { EAR_DIMENSION_THEME, "waiting", 0, theme_0 },
  { EAR_DIMENSION_THEME, "waiting-long", 1, theme_1 },
  { EAR_DIMENSION_THEME, "listening", 0, theme_2 },
  { EAR_DIMENSION_THEME, EAR_HEADING_NO_THEME, 0, no_theme },
  { EAR_DIMENSION_GROUP, "carers", 0, group_0 },
  { EAR_DIMENSION_GROUP, "young", 0, group_1 },
  { EAR_DIMENSION_GROUP, EAR_HEADING_NO_GROUP, 0, no_group },
};

static Stands
find_stands (const char *key, EarDimension dimension)
{
  for (gsize i = 0; i < G_N_ELEMENTS (named); i++)
    {
      if (named[i].dimension == dimension && g_str_equal (named[i].key, key))
        return named[i].stands;
    }
  g_assert_not_reached ();
}

/* Some kinds of people are many and most are few, as in life. */
static guint
random_bits (guint n)
{
  guint bits = 0;

  for (guint i = 0; i < n; i++)
    bits |= (g_test_rand_int_range (0, 3) == 0) << i;
  return bits;
}

static guint
random_skewed (guint n)
{
  guint one = (guint) g_test_rand_int_range (0, (gint32) n), other = (guint) g_test_rand_int_range (0, (gint32) n);

  return MIN (one, other);
}

People *
people_new_random (guint n, guint n_sessions)
{
  People *people = g_new0 (People, 1);

  people->voices = g_array_new (FALSE, FALSE, sizeof (Voice));
  for (guint i = 0; i < n; i++)
    {
      Voice voice = { random_skewed (N_PLACES), random_skewed (N_FEELINGS), random_bits (N_THEMES), random_bits (N_GROUPS),
                      random_skewed (n_sessions) };

      g_array_append_val (people->voices, voice);
    }
  return people;
}

void
people_free (People *people)
{
  g_array_unref (people->voices);
  g_free (people);
}

static void
heading_clear (gpointer data)
{
  EarHeading *heading = data;

  g_free (heading->key);
  g_free (heading->label);
  g_free (heading);
}

static EarCount
count_both (const People *people, Stands row, Stands column)
{
  g_autoptr (GHashTable) sessions = g_hash_table_new (NULL, NULL);
  EarCount count = { 0, 0 };

  for (guint i = 0; i < people->voices->len; i++)
    {
      const Voice *voice = &g_array_index (people->voices, Voice, i);

      if (!row (voice) || !column (voice))
        continue;
      count.contributions++;
      g_hash_table_add (sessions, GUINT_TO_POINTER (voice->session + 1));
    }
  count.sessions = g_hash_table_size (sessions);
  return count;
}

static GPtrArray *
list_headings (const People *people, EarDimension dimension, gboolean with_empty)
{
  GPtrArray *headings = g_ptr_array_new_with_free_func (heading_clear);

  for (gsize i = 0; i < G_N_ELEMENTS (named); i++)
    {
      EarHeading *heading;

      if (named[i].dimension != dimension
          || (!with_empty && count_both (people, named[i].stands, anybody).contributions == 0))
        continue;
      heading = g_new0 (EarHeading, 1);
      heading->key = g_strdup (named[i].key);
      heading->label = g_strdup (named[i].key);
      heading->depth = named[i].depth;
      g_ptr_array_add (headings, heading);
    }
  return headings;
}

static Stands
stands_for (GPtrArray *headings, EarDimension dimension, int index)
{
  return index < 0 ? anybody : find_stands (((EarHeading *) g_ptr_array_index (headings, (guint) index))->key, dimension);
}

EarTable *
people_count (const People *people, EarDimension rows, EarDimension columns, gboolean with_empty)
{
  EarTable *table = g_new0 (EarTable, 1);
  guint n_columns;

  table->row_dimension = rows;
  table->column_dimension = columns;
  table->rows = list_headings (people, rows, with_empty);
  table->columns = columns == EAR_DIMENSION_NONE ? NULL : list_headings (people, columns, with_empty);
  n_columns = table->columns == NULL ? 1 : table->columns->len;
  table->total = count_both (people, anybody, anybody);
  table->cells = g_new0 (EarCount, table->rows->len * n_columns + 1);
  table->row_totals = g_new0 (EarCount, table->rows->len + 1);
  table->column_totals = g_new0 (EarCount, n_columns + 1);
  for (guint r = 0; r < table->rows->len; r++)
    {
      table->row_totals[r] = count_both (people, stands_for (table->rows, rows, (int) r), anybody);
      for (guint c = 0; c < n_columns; c++)
        table->cells[r * n_columns + c]
          = count_both (people, stands_for (table->rows, rows, (int) r),
                        table->columns == NULL ? anybody : stands_for (table->columns, columns, (int) c));
    }
  for (guint c = 0; c < n_columns; c++)
    table->column_totals[c]
      = count_both (people, anybody, table->columns == NULL ? anybody : stands_for (table->columns, columns, (int) c));
  return table;
}

static Voice
voice_of_kind (const Attacker *attacker, guint kind)
{
  guint values[4];

  for (guint i = 0; i < 4; i++)
    {
      values[i] = kind % attacker->kinds[i];
      kind /= attacker->kinds[i];
    }
  return (Voice) { values[0], values[1], values[2], values[3], 0 };
}

static void
sight_clear (gpointer data)
{
  Sight *sight = data;

  g_free (sight->id);
  g_free (sight->kinds);
}

Attacker *
attacker_new (const EarDimension (*tables)[2], guint n_tables)
{
  static const EarDimension dimensions[]
    = { EAR_DIMENSION_PLACE, EAR_DIMENSION_FEELING, EAR_DIMENSION_THEME, EAR_DIMENSION_GROUP };
  static const guint kinds[] = { N_PLACES, N_FEELINGS, 1 << N_THEMES, 1 << N_GROUPS };
  Attacker *attacker = g_new0 (Attacker, 1);

  attacker->sights = g_array_new (FALSE, TRUE, sizeof (Sight));
  g_array_set_clear_func (attacker->sights, sight_clear);
  attacker->n_kinds = 1;
  for (guint i = 0; i < 4; i++)
    {
      gboolean used = FALSE;

      for (guint t = 0; t < n_tables; t++)
        used |= tables[t][0] == dimensions[i] || tables[t][1] == dimensions[i];
      attacker->kinds[i] = used ? kinds[i] : 1;
      attacker->n_kinds *= attacker->kinds[i];
    }
  return attacker;
}

void
attacker_free (Attacker *attacker)
{
  g_array_unref (attacker->sights);
  g_free (attacker);
}

/* Each rule once more, as a person would write it on the back of an envelope. */
void
attacker_interval (const char *preset, EarShown shown, gboolean is_sum, gint64 *low, gint64 *high)
{
  gint64 n = shown.value;

  *low = *high = n;
  if (shown.hidden)
    {
      *low = 0;
      *high = -1;
    }
  else if (g_str_equal (preset, "research") && is_sum)
    {
      *low = 8;
      *high = -1;
    }
  else if ((g_str_equal (preset, "nhs") || g_str_equal (preset, "research")) && n > 0)
    {
      *low = n == 10 ? 8 : n - 2;
      *high = n + 2;
    }
  else if (g_str_equal (preset, "midpoint-6") && n > 0)
    {
      *low = n - 2;
      *high = n + 3;
    }
}

static gboolean
parts_people (EarDimension dimension)
{
  return dimension == EAR_DIMENSION_PLACE || dimension == EAR_DIMENSION_FEELING;
}

static void
see_cell (Attacker *attacker, const EarProtect *protect, const EarTable *table, int row, int column)
{
  Sight sight = { 0 };
  Stands of_row = stands_for (table->rows, table->row_dimension, row);
  Stands of_column = stands_for (table->columns, table->column_dimension, column);
  EarShown shown = ear_protect_get_table (protect, table, EAR_PERIOD_YEAR, NULL, EAR_MEASURE_VOICES, row, column);
  const char *preset = ear_protect_get_preset (protect)->name;
  gboolean is_sum
    = (row < 0 && parts_people (table->row_dimension)) || (column < 0 && parts_people (table->column_dimension));

  sight.id = g_strdup_printf ("%s/%s", row < 0 ? "" : ((EarHeading *) g_ptr_array_index (table->rows, row))->key,
                              column < 0 ? "" : ((EarHeading *) g_ptr_array_index (table->columns, column))->key);
  sight.kinds = g_new0 (guint8, attacker->n_kinds);
  for (guint kind = 0; kind < attacker->n_kinds; kind++)
    {
      Voice voice = voice_of_kind (attacker, kind);

      sight.kinds[kind] = of_row (&voice) && of_column (&voice);
    }
  for (guint s = 0; s < attacker->sights->len; s++)
    {
      Sight *before = &g_array_index (attacker->sights, Sight, s);

      if (memcmp (before->kinds, sight.kinds, attacker->n_kinds) != 0)
        continue;
      /* What is a total in one table is made of its parts in the others, too. */
      if (is_sum)
        attacker_interval (preset, shown, TRUE, &before->low, &before->high);
      sight_clear (&sight);
      return;
    }
  sight.hidden = shown.hidden;
  sight.value = column < 0 ? (row < 0 ? table->total : table->row_totals[row]).contributions
                : row < 0  ? table->column_totals[column].contributions
                           : ear_table_cell (table, row, column).contributions;
  attacker_interval (preset, shown, is_sum, &sight.low, &sight.high);
  g_array_append_val (attacker->sights, sight);
}

void
attacker_see (Attacker *attacker, const EarProtect *protect, const EarTable *table)
{
  int n_columns = table->columns == NULL ? 0 : (int) table->columns->len;

  for (int row = -1; row < (int) table->rows->len; row++)
    {
      for (int column = -1; column < n_columns; column++)
        see_cell (attacker, protect, table, row, column);
    }
}

/* Kinds as columns from @first on; each sight a row. */
static void
add_sights (glp_prob *problem, const Attacker *attacker, const int *firsts, guint n_firsts)
{
  g_autofree int *columns = g_new (int, attacker->n_kinds * n_firsts + 1);
  g_autofree double *factors = g_new (double, attacker->n_kinds * n_firsts + 1);

  for (guint s = 0; s < attacker->sights->len; s++)
    {
      const Sight *sight = &g_array_index (attacker->sights, Sight, s);
      int row = glp_add_rows (problem, 1), n = 0;

      for (guint kind = 0; kind < attacker->n_kinds; kind++)
        {
          for (guint f = 0; sight->kinds[kind] && f < n_firsts; f++)
            {
              columns[++n] = firsts[f] + (int) kind;
              factors[n] = 1;
            }
        }
      glp_set_mat_row (problem, row, n, columns, factors);
      if (sight->high < 0)
        glp_set_row_bnds (problem, row, GLP_LO, (double) sight->low, 0);
      else
        glp_set_row_bnds (problem, row, sight->low == sight->high ? GLP_FX : GLP_DB, (double) sight->low,
                          (double) sight->high);
    }
}

static int
add_kinds (glp_prob *problem, const Attacker *attacker)
{
  int first = glp_add_cols (problem, (int) attacker->n_kinds);

  for (int kind = 0; kind < (int) attacker->n_kinds; kind++)
    glp_set_col_bnds (problem, first + kind, GLP_LO, 0, 0);
  return first;
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

  if (++*n > 4000)
    glp_ios_terminate (tree);
}

/* What was already seen of each row to be possible. */
typedef struct
{
  double *least, *most;
} Seen;

static void
see_rows (glp_prob *problem, Seen *seen, gboolean whole)
{
  for (int row = 1; row <= glp_get_num_rows (problem); row++)
    {
      double value = round (whole ? glp_mip_row_val (problem, row) : glp_get_row_prim (problem, row));

      seen->least[row] = MIN (seen->least[row], value);
      seen->most[row] = MAX (seen->most[row], value);
    }
}

/* Whether there are whole numbers of kinds; where it takes too long the attacker gives up. */
static gboolean
find_whole (glp_prob *problem, Seen *seen)
{
  glp_iocp whole;
  gboolean found;
  guint n = 0;

  for (int column = 1; column <= glp_get_num_cols (problem); column++)
    glp_set_col_kind (problem, column, GLP_IV);
  glp_init_iocp (&whole);
  whole.msg_lev = GLP_MSG_OFF;
  whole.cb_func = stop_cb;
  whole.cb_info = &n;
  glp_intopt (problem, &whole);
  found = glp_mip_status (problem) == GLP_OPT || glp_mip_status (problem) == GLP_FEAS;
  if (found)
    see_rows (problem, seen, TRUE);
  for (int column = 1; column <= glp_get_num_cols (problem); column++)
    glp_set_col_kind (problem, column, GLP_CV);
  return found || n > 4000;
}

/* That there is nothing is only said after exact arithmetic: a rounded one that goes on from where it was may be wrong. */
static gboolean
is_possible_exactly (glp_prob *problem, const glp_smcp *simplex)
{
  glp_std_basis (problem);
  glp_simplex (problem, simplex);
  return glp_exact (problem, simplex) == 0 && glp_get_status (problem) == GLP_OPT;
}

/* Whether whole numbers of kinds exist with a row at its bound or beyond. */
static gboolean
can_be (glp_prob *problem, Seen *seen, int row, gboolean upwards, guint bound)
{
  double low = glp_get_row_lb (problem, row), high = glp_get_row_ub (problem, row);
  int type = glp_get_row_type (problem, row);
  gboolean possible;
  glp_smcp simplex;

  if (upwards ? seen->most[row] >= bound : seen->least[row] <= bound)
    return TRUE;
  glp_init_smcp (&simplex);
  simplex.msg_lev = GLP_MSG_OFF;
  simplex.meth = GLP_DUALP;
  glp_set_row_bnds (problem, row, upwards ? GLP_LO : GLP_UP, bound, bound);
  g_assert_cmpint (glp_simplex (problem, &simplex), ==, 0);
  possible = glp_get_status (problem) == GLP_OPT || is_possible_exactly (problem, &simplex);
  if (possible && is_whole (problem))
    see_rows (problem, seen, FALSE);
  else if (possible)
    possible = find_whole (problem, seen);
  glp_set_row_bnds (problem, row, type, low, high);
  return possible;
}

static Seen
seen_new (glp_prob *problem)
{
  int n = glp_get_num_rows (problem) + 1;
  Seen seen = { g_new (double, n), g_new (double, n) };

  for (int row = 0; row < n; row++)
    {
      seen.least[row] = G_MAXDOUBLE;
      seen.most[row] = -1;
    }
  return seen;
}

static void
seen_clear (Seen *seen)
{
  g_free (seen->least);
  g_free (seen->most);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Seen, seen_clear)

static char *
attack_rows (glp_prob *problem, Seen *seen, const Attacker *attacker, int first_row, guint low, guint high)
{
  for (guint s = 0; s < attacker->sights->len; s++)
    {
      const Sight *sight = &g_array_index (attacker->sights, Sight, s);
      int row = first_row + (int) s;

      if (sight->value < low || sight->value > high)
        continue;
      if (!can_be (problem, seen, row, FALSE, low) || !can_be (problem, seen, row, TRUE, high))
        return g_strdup_printf ("%s, which is %u, %s", sight->id, sight->value, sight->hidden ? "hidden" : "shown as a band");
    }
  return NULL;
}

char *
attacker_attack (Attacker *attacker, guint low, guint high)
{
  glp_prob *problem = glp_create_prob ();
  int first = add_kinds (problem, attacker);
  g_auto (Seen) seen = { NULL, NULL };
  char *found;

  add_sights (problem, attacker, &first, 1);
  seen = seen_new (problem);
  found = attack_rows (problem, &seen, attacker, 1, low, high);
  glp_delete_prob (problem);
  glp_free_env ();
  return found;
}

/* By how much a figure of the later edition is more than the earlier one's, -1 where it was not there. A figure is known by the kinds it
 * counts: those who did not say a place are not those who did not say a feeling. */
static int
added_to (const Attacker *earlier, const Sight *sight)
{
  for (guint e = 0; e < earlier->sights->len; e++)
    {
      const Sight *before = &g_array_index (earlier->sights, Sight, e);

      if (memcmp (before->kinds, sight->kinds, earlier->n_kinds) == 0)
        return (int) sight->value - (int) before->value;
    }
  return -1;
}

/* What was added since is a third thing to know: the sums of the added kinds, a row for each figure. */
static void
add_added (glp_prob *problem, const Attacker *later, int first_added)
{
  for (guint s = 0; s < later->sights->len; s++)
    {
      const Sight *sight = &g_array_index (later->sights, Sight, s);
      int row = glp_add_rows (problem, 1), n = 0;
      int columns[MAX_KINDS + 1];
      double factors[MAX_KINDS + 1];

      for (guint kind = 0; kind < later->n_kinds; kind++)
        {
          if (sight->kinds[kind])
            {
              columns[++n] = first_added + (int) kind;
              factors[n] = 1;
            }
        }
      glp_set_mat_row (problem, row, n, columns, factors);
      glp_set_row_bnds (problem, row, GLP_LO, 0, 0);
    }
}

static char *
attack_added (glp_prob *problem, Seen *seen, const Attacker *earlier, const Attacker *later, int first_row, guint high)
{
  for (guint s = 0; s < later->sights->len; s++)
    {
      const Sight *sight = &g_array_index (later->sights, Sight, s);
      int added = added_to (earlier, sight), row = first_row + (int) s;

      if (added >= 1 && added <= (int) high && !can_be (problem, seen, row, FALSE, 0) && !can_be (problem, seen, row, TRUE, high + 1))
        return g_strdup_printf ("%s: %d were added", sight->id, added);
    }
  return NULL;
}

/* Somebody who knows where nobody was asked since: what did not change is known not to have changed. */
static void
add_unchanged (glp_prob *problem, const Attacker *earlier, const Attacker *later, int first_added)
{
  for (guint s = 0; s < later->sights->len; s++)
    {
      const Sight *sight = &g_array_index (later->sights, Sight, s);

      for (guint kind = 0; added_to (earlier, sight) == 0 && kind < later->n_kinds; kind++)
        {
          if (sight->kinds[kind])
            glp_set_col_bnds (problem, first_added + (int) kind, GLP_FX, 0, 0);
        }
    }
}

char *
attacker_attack_two (Attacker *earlier, Attacker *later, guint low, guint high)
{
  glp_prob *problem = glp_create_prob ();
  int firsts[2] = { add_kinds (problem, earlier), add_kinds (problem, later) };
  int n_earlier = (int) earlier->sights->len, n_later = (int) later->sights->len;
  g_auto (Seen) seen = { NULL, NULL };
  char *found;

  add_sights (problem, earlier, firsts, 1);
  add_sights (problem, later, firsts, 2);
  add_unchanged (problem, earlier, later, firsts[1]);
  add_added (problem, later, firsts[1]);
  seen = seen_new (problem);
  found = attack_rows (problem, &seen, earlier, 1, low, high);
  if (found == NULL)
    found = attack_rows (problem, &seen, later, n_earlier + 1, low, high);
  if (found == NULL)
    found = attack_added (problem, &seen, earlier, later, n_earlier + n_later + 1, high);
  glp_delete_prob (problem);
  glp_free_env ();
  return found;
}
