/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small numbers of one edition are attacked: by linear programming over kinds of voices, and by trying all numbers. */
#include <glpk.h>

#include "protect-edition.h"

/* Per cent of what is not small itself that is shown at least, of linked tables of few voices. How that compares with the best
 * choice is looked at on tables so small that the best can be found: there it is to be 80. */
#define LEAST_SHOWN 60
#define LEAST_OF_BEST 80

/* One dimension apart from the total: a hidden one, and the others. */
static EarShown
alone (const char *preset_name, guint value)
{
  EarPreset preset = protect_preset (preset_name);
  g_autoptr (EarProtect) protect = ear_protect_new (&preset);
  guint cell = ear_protect_add_cell (protect, "x", "x", value, EAR_CELL_PLAIN);

  protect_run (protect);
  return ear_protect_get_cell (protect, cell);
}

static void
test_presets (void)
{
  static const struct
  {
    const char *preset;
    guint value;
    const char *shown;
  } cases[] = {
    { "nhs", 0, "0" },       { "nhs", 1, "✱" },        { "nhs", 7, "✱" },        { "nhs", 8, "10" },
    { "nhs", 12, "10" },     { "nhs", 13, "15" },      { "nhs", 1002, "1000" },  { "friends-and-family", 0, "0" },
    { "friends-and-family", 1, "✱" },                  { "friends-and-family", 4, "✱" },
    { "friends-and-family", 5, "5" },                  { "friends-and-family", 23, "23" },
    { "research", 0, "✱" },  { "research", 7, "✱" },   { "research", 8, "10" },  { "research", 22, "20" },
    { "midpoint-6", 0, "0" }, { "midpoint-6", 1, "3" }, { "midpoint-6", 6, "3" }, { "midpoint-6", 7, "9" },
    { "midpoint-6", 12, "9" }, { "midpoint-6", 13, "15" }, { "internal", 0, "0" }, { "internal", 3, "3" },
    { "nhs:hide=9,round=10", 9, "✱" },                 { "nhs:hide=9,round=10", 14, "10" },
    { "nhs:hide=9,round=10", 15, "20" },               { "nhs:zero=hide", 0, "✱" },
    { "midpoint-6:band=10", 10, "5" },                 { "midpoint-6:band=10", 11, "15" },
    { "nhs:round=0", 8, "8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = ear_shown_text (alone (cases[i].preset, cases[i].value));
      EarPreset preset = protect_preset (cases[i].preset), again;
      g_autofree char *text = ear_preset_to_string (&preset);

      g_test_message ("%s %u", cases[i].preset, cases[i].value);
      g_assert_cmpstr (shown, ==, cases[i].shown);
      again = protect_preset (text);
      g_assert_cmpmem (&again, sizeof again, &preset, sizeof preset);
    }
}

static void
test_preset_mistakes (void)
{
  static const char *const wrong[] = { "", "nothing", "nhs:", "nhs:hide", "nhs:hide=x", "nhs:round=5,band=6", "nhs:hide=99999",
                                       "nhs:zero=no", "nhs:colour=3" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      EarPreset preset;

      g_test_message ("%s", wrong[i]);
      g_assert_false (ear_preset_parse (wrong[i], &preset, &error));
      g_assert_error (error, EAR_INSIGHT_ERROR, EAR_INSIGHT_ERROR_PRESET);
    }
}

/* Totals that are sums of what is shown, a hidden part being nothing. */
static void
test_sums (void)
{
  EarPreset preset = protect_preset ("research");
  g_autoptr (EarProtect) protect = ear_protect_new (&preset);
  guint cells[3], total;

  cells[0] = ear_protect_add_cell (protect, "a", "a", 23, EAR_CELL_PLAIN);
  cells[1] = ear_protect_add_cell (protect, "b", "b", 12, EAR_CELL_PLAIN);
  cells[2] = ear_protect_add_cell (protect, "c", "c", 3, EAR_CELL_PLAIN);
  total = ear_protect_add_cell (protect, "t", "t", 38, EAR_CELL_PLAIN);
  ear_protect_add_parts (protect, EAR_PARTS_SEPARATE, total, cells, 3, EAR_PROTECT_NO_CELL, FALSE);
  protect_run (protect);
  g_assert_false (ear_protect_get_cell (protect, cells[0]).hidden);
  g_assert_true (ear_protect_get_cell (protect, cells[2]).hidden);
  g_assert_cmpuint (ear_protect_get_cell (protect, cells[0]).value, ==, 25);
  g_assert_cmpuint (ear_protect_get_cell (protect, cells[1]).value, ==, 10);
  g_assert_cmpuint (ear_protect_get_cell (protect, total).value, ==, 35);
}

static void
test_percent (void)
{
  EarShown three = { FALSE, FALSE, 3 }, eight = { FALSE, FALSE, 8 }, none = { FALSE, FALSE, 0 }, hidden = { TRUE, FALSE, 0 };

  g_assert_cmpint (ear_shown_percent (three, eight), ==, 38);
  g_assert_cmpint (ear_shown_percent (eight, three), ==, 100);
  g_assert_cmpint (ear_shown_percent (none, eight), ==, 0);
  g_assert_cmpint (ear_shown_percent (hidden, eight), ==, -1);
  g_assert_cmpint (ear_shown_percent (three, hidden), ==, -1);
  g_assert_cmpint (ear_shown_percent (three, none), ==, -1);
}

typedef struct
{
  EarProtect *protect;
  guint n_rows, n_columns;
  guint cells[7][7]; /* the last row and column are the margins */
  guint values[7][7];
} Grid;

static void
grid_init (Grid *grid, const EarPreset *preset, guint n_rows, guint n_columns, guint most)
{
  grid->protect = ear_protect_new (preset);
  grid->n_rows = n_rows;
  grid->n_columns = n_columns;
  memset (grid->values, 0, sizeof grid->values);
  for (guint r = 0; r < n_rows; r++)
    {
      for (guint c = 0; c < n_columns; c++)
        {
          guint value = (guint) MIN (g_test_rand_int_range (0, (gint32) most), g_test_rand_int_range (0, (gint32) most));

          grid->values[r][c] = value;
          grid->values[n_rows][c] += value;
          grid->values[r][n_columns] += value;
          grid->values[n_rows][n_columns] += value;
        }
    }
  for (guint r = 0; r <= n_rows; r++)
    {
      for (guint c = 0; c <= n_columns; c++)
        {
          g_autofree char *id = g_strdup_printf ("%u-%u", r, c);

          grid->cells[r][c] = ear_protect_add_cell (grid->protect, id, id, grid->values[r][c],
                                                    r == n_rows && c == n_columns ? EAR_CELL_IMPORTANT : EAR_CELL_PLAIN);
        }
    }
  for (guint r = 0; r <= n_rows; r++)
    ear_protect_add_parts (grid->protect, EAR_PARTS_SEPARATE, grid->cells[r][n_columns], grid->cells[r], n_columns,
                           EAR_PROTECT_NO_CELL, FALSE);
  for (guint c = 0; c <= n_columns; c++)
    {
      guint column[7];

      for (guint r = 0; r < n_rows; r++)
        column[r] = grid->cells[r][c];
      ear_protect_add_parts (grid->protect, EAR_PARTS_SEPARATE, grid->cells[n_rows][c], column, n_rows, EAR_PROTECT_NO_CELL,
                             FALSE);
    }
}

/* What is known of each place of the grid. */
typedef struct
{
  gint64 low, high;
} Known;

static void
known_of (const Grid *grid, Known known[7][7])
{
  for (guint r = 0; r <= grid->n_rows; r++)
    {
      for (guint c = 0; c <= grid->n_columns; c++)
        {
          attacker_interval (ear_protect_get_preset (grid->protect)->name,
                             ear_protect_get_cell (grid->protect, grid->cells[r][c]), FALSE, &known[r][c].low, &known[r][c].high);
          if (known[r][c].high < 0)
            known[r][c].high = G_MAXINT64;
        }
    }
}

static gboolean
fits (const Known *known, gint64 value)
{
  return value >= known->low && value <= known->high;
}

/* All whole numbers up to @top in the cells of a 2 by 2 table, and which values each place takes. */
static void
try_all (Known known[7][7], guint top, gint64 least[3][3], gint64 most[3][3])
{
  for (guint i = 0; i < 9; i++)
    {
      least[i / 3][i % 3] = G_MAXINT64;
      most[i / 3][i % 3] = -1;
    }
  for (gint64 a = MAX (0, known[0][0].low); a <= MIN (top, known[0][0].high); a++)
    for (gint64 b = known[0][1].low; b <= MIN (top, known[0][1].high); b++)
      for (gint64 c = known[1][0].low; fits (&known[0][2], a + b) && c <= MIN (top, known[1][0].high); c++)
        for (gint64 d = known[1][1].low; fits (&known[2][0], a + c) && d <= MIN (top, known[1][1].high); d++)
          {
            const gint64 all[3][3] = { { a, b, a + b }, { c, d, c + d }, { a + c, b + d, a + b + c + d } };

            if (!fits (&known[1][2], c + d) || !fits (&known[2][1], b + d) || !fits (&known[2][2], a + b + c + d))
              continue;
            for (guint i = 0; i < 9; i++)
              {
                least[i / 3][i % 3] = MIN (least[i / 3][i % 3], all[i / 3][i % 3]);
                most[i / 3][i % 3] = MAX (most[i / 3][i % 3], all[i / 3][i % 3]);
              }
          }
}

/* 2000 small tables with margins: all numbers that agree are tried. */
static void
test_try_all (void)
{
  for (guint n = 0; n < 2000; n++)
    {
      EarPreset preset = protect_preset (protect_ranges[n % 3].preset);
      Known known[7][7];
      gint64 least[3][3], most[3][3];
      Grid grid;

      grid_init (&grid, &preset, 2, 2, n % 2 == 0 ? 12 : 24);
      protect_run (grid.protect);
      known_of (&grid, known);
      try_all (known, 40, least, most);
      for (guint i = 0; i < 9; i++)
        {
          guint value = grid.values[i / 3][i % 3];

          g_assert_cmpint (least[i / 3][i % 3], <=, value);
          if (value < protect_ranges[n % 3].low || value > protect_ranges[n % 3].high)
            continue;
          g_assert_cmpint (least[i / 3][i % 3], <=, protect_ranges[n % 3].low);
          g_assert_cmpint (most[i / 3][i % 3], >=, protect_ranges[n % 3].high);
        }
      ear_protect_free (grid.protect);
    }
}

static void
test_attack (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data), shown = 0, safe = 0;
  EarPreset preset = protect_preset (protect_ranges[which].preset);

  for (guint n = 0; n < protect_times (250); n++)
    {
      g_autoptr (People) people = people_new_random ((guint) g_test_rand_int_range (1, 90), 6, FALSE);
      g_autofree char *found = NULL;
      Edition edition;

      edition_init (&edition, people, &preset, protect_sets[protect_choose_set (n)]);
      protect_run (edition.protect);
      edition_see (&edition);
      for (guint s = 0; s < edition.attacker->sights->len; s++)
        {
          const Sight *sight = &g_array_index (edition.attacker->sights, Sight, s);

          if (sight->absent)
            continue;
          safe += sight->value[0] > preset.hide_to || (sight->value[0] == 0 && !preset.hide_zero);
          shown += !sight->hidden[0];
        }
      found = attacker_attack (&edition.attacker, 1, NULL, FALSE, protect_ranges[which].low, protect_ranges[which].high);
      if (found != NULL)
        {
          attacker_tell (edition.attacker);
          g_test_message ("%u %s set %u: %s", n, preset.name, protect_choose_set (n), found);
        }
      g_assert_null (found);
      edition_clear (&edition);
    }
  g_test_message ("%s: of %u figures that are not small themselves %u are shown: %u %%", preset.name, safe, shown, shown * 100 / safe);
  g_assert_cmpuint (shown * 100, >=, safe * LEAST_SHOWN);
}

/* Without protection the attacker does find something, so that finding nothing means something. */
static void
test_attacker_can (void)
{
  guint n_found = 0;

  for (guint n = 0; n < 20; n++)
    {
      EarPreset preset = protect_preset ("internal");
      g_autoptr (People) people = people_new_random (30, 6, FALSE);
      g_autofree char *found = NULL;
      Edition edition;

      edition_init (&edition, people, &preset, protect_sets[protect_choose_set (n)]);
      protect_run (edition.protect);
      edition_see (&edition);
      for (guint s = 0; s < edition.attacker->sights->len; s++)
        {
          Sight *sight = &g_array_index (edition.attacker->sights, Sight, s);

          if (sight->value[0] >= 1 && sight->value[0] <= 4)
            {
              sight->low[0] = 0;
              sight->high[0] = -1;
            }
        }
      found = attacker_attack (&edition.attacker, 1, NULL, FALSE, 1, 4);
      n_found += found != NULL;
      edition_clear (&edition);
    }
  g_test_message ("with small figures hidden and nothing else, %u of 20 are worked out", n_found);
  g_assert_cmpuint (n_found, >=, 15);
}

/* Whether cell @i of the 16 of a 3 by 3 table with margins is a sum of cell @j of the nine inside. */
static gboolean
holds_inside (guint i, guint j)
{
  return (i / 4 == 3 || j / 3 == i / 4) && (i % 4 == 3 || j % 3 == i % 4);
}

/* The least that can be hidden, by trying all choices of cells beside the small ones, the fewest first. Whether a choice is
 * enough is seen by linear programming over the nine inside. */
static gboolean
is_enough (const Grid *grid, guint hidden, guint low, guint high)
{
  const EarPreset *preset = ear_protect_get_preset (grid->protect);
  glp_prob *problem = glp_create_prob ();
  gboolean enough = TRUE;
  glp_smcp simplex;

  glp_init_smcp (&simplex);
  simplex.msg_lev = GLP_MSG_OFF;
  glp_add_cols (problem, 9);
  glp_add_rows (problem, 16);
  for (int i = 1; i <= 9; i++)
    glp_set_col_bnds (problem, i, GLP_LO, 0, 0);
  for (guint i = 0; i < 16; i++)
    {
      guint value = grid->values[i / 4][i % 4];
      EarShown shown = { (hidden & (1u << i)) != 0, FALSE, 0 };
      gint64 least, most;
      int columns[10], n = 0;
      double factors[10];

      for (guint j = 0; j < 9; j++)
        {
          if (holds_inside (i, j))
            {
              columns[++n] = (int) j + 1;
              factors[n] = 1;
            }
        }
      shown.value = preset->round_to == 0 ? value : (value + 2) / 5 * 5;
      attacker_interval (preset->name, shown, i / 4 == 3 || i % 4 == 3, &least, &most);
      glp_set_mat_row (problem, (int) i + 1, n, columns, factors);
      glp_set_row_bnds (problem, (int) i + 1, most < 0 ? GLP_LO : least == most ? GLP_FX : GLP_DB, (double) least, (double) most);
    }
  for (guint i = 0; enough && i < 16; i++)
    {
      guint value = grid->values[i / 4][i % 4];

      if (value < low || value > high)
        continue;
      for (guint end = 0; enough && end < 2; end++)
        {
          glp_set_row_bnds (problem, (int) i + 1, end == 0 ? GLP_DB : GLP_LO, end == 0 ? 0 : high, end == 0 ? MAX (low, 1) : 0);
          if (end == 0 && low == 0)
            glp_set_row_bnds (problem, (int) i + 1, GLP_FX, 0, 0);
          enough = glp_simplex (problem, &simplex) == 0 && glp_get_status (problem) == GLP_OPT;
        }
      glp_set_row_bnds (problem, (int) i + 1, GLP_LO, 0, 0);
    }
  glp_delete_prob (problem);
  return enough;
}

static guint
find_least (const Grid *grid, guint low, guint high)
{
  guint small = 0;

  for (guint i = 0; i < 16; i++)
    {
      guint value = grid->values[i / 4][i % 4];

      small |= (value >= low && value <= high ? 1u : 0u) << i;
    }
  for (guint n = 0; n <= 16; n++)
    {
      for (guint others = 0; others < 1u << 16; others++)
        {
          if ((others & small) == 0 && (guint) __builtin_popcount (others) == n && is_enough (grid, small | others, low, high))
            return n + (guint) __builtin_popcount (small);
        }
    }
  return 16;
}

/* How much more than the least is hidden. */
static void
test_over_suppression (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data), shown = 0, could = 0;
  EarPreset preset = protect_preset (protect_ranges[which].preset);

  for (guint n = 0; n < protect_times (40); n++)
    {
      guint hidden = 0, least;
      Grid grid;

      grid_init (&grid, &preset, 3, 3, 10 * protect_ranges[which].high);
      protect_run (grid.protect);
      for (guint i = 0; i < 16; i++)
        hidden += ear_protect_get_cell (grid.protect, grid.cells[i / 4][i % 4]).hidden;
      least = find_least (&grid, protect_ranges[which].low, protect_ranges[which].high);
      g_assert_cmpuint (hidden, >=, least);
      shown += 16 - hidden;
      could += 16 - least;
      ear_protect_free (grid.protect);
    }
  g_test_message ("%s: %u figures are shown of %u that the best choice would show: %u %%", preset.name, shown, could, shown * 100 / could);
  g_assert_cmpuint (shown * 100, >=, could * LEAST_OF_BEST);
  glp_free_env ();
}

static void
test_deterministic (void)
{
  EarPreset preset = protect_preset ("friends-and-family");
  g_autoptr (People) people = people_new_random (70, 6, FALSE);
  Edition one, other;

  edition_init (&one, people, &preset, protect_sets[4]);
  edition_init (&other, people, &preset, protect_sets[4]);
  protect_run (one.protect);
  protect_run (other.protect);
  edition_see (&one);
  edition_see (&other);
  for (guint s = 0; s < one.attacker->sights->len; s++)
    {
      const Sight *first = &g_array_index (one.attacker->sights, Sight, s), *second = &g_array_index (other.attacker->sights, Sight, s);

      g_assert_cmpmem (first->low, sizeof first->low, second->low, sizeof second->low);
    }
  edition_clear (&one);
  edition_clear (&other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protect/presets", test_presets);
  g_test_add_func ("/protect/preset-mistakes", test_preset_mistakes);
  g_test_add_func ("/protect/sums", test_sums);
  g_test_add_func ("/protect/percent", test_percent);
  g_test_add_func ("/protect/try-all", test_try_all);
  g_test_add_func ("/protect/attacker-can", test_attacker_can);
  for (gsize i = 0; i < G_N_ELEMENTS (protect_ranges); i++)
    {
      g_autofree char *one = g_strconcat ("/protect/attack/", protect_ranges[i].preset, NULL);

      g_test_add_data_func (one, GUINT_TO_POINTER (i), test_attack);
      /* Of bands none is hidden for itself: what the best choice is there is another question. */
      if (!g_str_equal (protect_ranges[i].preset, "midpoint-6"))
        {
          g_autofree char *best = g_strconcat ("/protect/over-suppression/", protect_ranges[i].preset, NULL);

          g_test_add_data_func (best, GUINT_TO_POINTER (i), test_over_suppression);
        }
    }
  g_test_add_func ("/protect/deterministic", test_deterministic);
  return g_test_run ();
}
