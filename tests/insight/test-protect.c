/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small numbers are attacked: by linear programming over kinds of voices, by trying all numbers, and by differences. */
#include <glpk.h>

#include "ear-edition.h"
#include "protect-world.h"

static EarPreset
preset_of (const char *name)
{
  EarPreset preset;
  g_autoptr (GError) error = NULL;

  g_assert_true (ear_preset_parse (name, &preset, &error));
  g_assert_no_error (error);
  return preset;
}

/* Attacks are many, and many more where somebody asks for so many times as many. */
static guint
n_times (guint n)
{
  const char *times = g_getenv ("EARSHOT_TEST_ATTACKS");

  return times == NULL ? n : n * (guint) g_ascii_strtoull (times, NULL, 10);
}

/* Per cent of what is not small itself that is shown at least, of linked tables of few voices. How that compares with the best
 * choice is looked at on tables so small that the best can be found: there it is to be 80. */
#define LEAST_SHOWN 60
#define LEAST_OF_BEST 80

static void
run (EarProtect *protect)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAudit) audit = NULL;

  g_assert_true (ear_protect_run (protect, NULL, &error));
  g_assert_no_error (error);
  audit = ear_protect_audit (protect, NULL, &error);
  if (audit->exposed->len > 0)
    g_test_message ("exposed: %s", (char *) g_ptr_array_index (audit->exposed, 0));
  g_assert_cmpuint (audit->exposed->len, ==, 0);
}

/* One dimension apart from the total: a hidden one, and the others. */
static EarShown
alone (const char *preset_name, guint value)
{
  EarPreset preset = preset_of (preset_name);
  g_autoptr (EarProtect) protect = ear_protect_new (&preset);
  guint cell = ear_protect_add_cell (protect, "x", "x", value, EAR_CELL_PLAIN);

  run (protect);
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
      EarPreset preset = preset_of (cases[i].preset), again;
      g_autofree char *text = ear_preset_to_string (&preset);

      g_test_message ("%s %u", cases[i].preset, cases[i].value);
      g_assert_cmpstr (shown, ==, cases[i].shown);
      again = preset_of (text);
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
  EarPreset preset = preset_of ("research");
  g_autoptr (EarProtect) protect = ear_protect_new (&preset);
  guint cells[3], total;

  cells[0] = ear_protect_add_cell (protect, "a", "a", 23, EAR_CELL_PLAIN);
  cells[1] = ear_protect_add_cell (protect, "b", "b", 12, EAR_CELL_PLAIN);
  cells[2] = ear_protect_add_cell (protect, "c", "c", 3, EAR_CELL_PLAIN);
  total = ear_protect_add_cell (protect, "t", "t", 38, EAR_CELL_PLAIN);
  ear_protect_add_parts (protect, EAR_PARTS_SEPARATE, total, cells, 3, EAR_PROTECT_NO_CELL, FALSE);
  run (protect);
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

static const struct
{
  const char *preset;
  guint low, high;
} ranges[] = { { "friends-and-family", 1, 4 }, { "nhs", 1, 7 }, { "midpoint-6", 1, 6 }, { "research", 0, 7 } };

/* 2000 small tables with margins: all numbers that agree are tried. */
static void
test_try_all (void)
{
  for (guint n = 0; n < 2000; n++)
    {
      EarPreset preset = preset_of (ranges[n % 3].preset);
      Known known[7][7];
      gint64 least[3][3], most[3][3];
      Grid grid;

      grid_init (&grid, &preset, 2, 2, n % 2 == 0 ? 12 : 24);
      run (grid.protect);
      known_of (&grid, known);
      try_all (known, 40, least, most);
      for (guint i = 0; i < 9; i++)
        {
          guint value = grid.values[i / 3][i % 3];

          g_assert_cmpint (least[i / 3][i % 3], <=, value);
          if (value < ranges[n % 3].low || value > ranges[n % 3].high)
            continue;
          g_assert_cmpint (least[i / 3][i % 3], <=, ranges[n % 3].low);
          g_assert_cmpint (most[i / 3][i % 3], >=, ranges[n % 3].high);
        }
      ear_protect_free (grid.protect);
    }
}

/* The last ones have so many kinds of voices that their turn comes more rarely. */
static const EarDimension table_sets[][3][2] = {
  { { EAR_DIMENSION_PLACE, EAR_DIMENSION_NONE }, { EAR_DIMENSION_FEELING, EAR_DIMENSION_NONE }, { EAR_DIMENSION_PLACE, EAR_DIMENSION_FEELING } },
  { { EAR_DIMENSION_GROUP, EAR_DIMENSION_THEME }, { EAR_DIMENSION_THEME, EAR_DIMENSION_NONE }, { EAR_DIMENSION_NONE } },
  { { EAR_DIMENSION_THEME, EAR_DIMENSION_FEELING }, { EAR_DIMENSION_FEELING, EAR_DIMENSION_NONE }, { EAR_DIMENSION_NONE } },
  { { EAR_DIMENSION_THEME, EAR_DIMENSION_FEELING }, { EAR_DIMENSION_GROUP, EAR_DIMENSION_FEELING }, { EAR_DIMENSION_NONE } },
  { { EAR_DIMENSION_PLACE, EAR_DIMENSION_THEME }, { EAR_DIMENSION_GROUP, EAR_DIMENSION_THEME }, { EAR_DIMENSION_PLACE, EAR_DIMENSION_FEELING } },
};

static guint
choose_set (guint n)
{
  return n % 48 == 47 ? 4 : n % 12 == 11 ? 3 : n % 3;
}

typedef struct
{
  EarTable *tables[3];
  EarProtect *protect;
  Attacker *attacker;
} Edition;

static void
edition_init (Edition *edition, const People *people, const EarPreset *preset, const EarDimension set[3][2])
{
  memset (edition, 0, sizeof *edition);
  edition->protect = ear_protect_new (preset);
  edition->attacker = attacker_new (set, 3);
  for (guint t = 0; t < 3 && set[t][0] != EAR_DIMENSION_NONE; t++)
    {
      edition->tables[t] = people_count (people, set[t][0], set[t][1], preset->hide_zero);
      ear_protect_add_table (edition->protect, edition->tables[t], EAR_PERIOD_YEAR, NULL, EAR_PROTECT_ALL_COLUMNS);
    }
}

static void
edition_see (Edition *edition)
{
  for (guint t = 0; t < 3 && edition->tables[t] != NULL; t++)
    attacker_see (edition->attacker, edition->protect, edition->tables[t]);
}

static void
edition_clear (Edition *edition)
{
  for (guint t = 0; t < 3; t++)
    ear_table_free (edition->tables[t]);
  ear_protect_free (edition->protect);
  attacker_free (edition->attacker);
}

/* All that was seen, for whoever looks into a failure. */
static void
tell (const Attacker *attacker)
{
  for (guint s = 0; s < attacker->sights->len; s++)
    {
      const Sight *sight = &g_array_index (attacker->sights, Sight, s);

      g_test_message ("%-30s %4u %s", sight->id, sight->value, sight->hidden ? "hidden" : "");
    }
}

static void
test_attack (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data), shown = 0, safe = 0;
  EarPreset preset = preset_of (ranges[which].preset);

  for (guint n = 0; n < n_times (250); n++)
    {
      g_autoptr (People) people = people_new_random ((guint) g_test_rand_int_range (1, 90), 6);
      g_autofree char *found = NULL;
      Edition edition;

      edition_init (&edition, people, &preset, table_sets[choose_set (n)]);
      run (edition.protect);
      edition_see (&edition);
      for (guint s = 0; s < edition.attacker->sights->len; s++)
        {
          const Sight *sight = &g_array_index (edition.attacker->sights, Sight, s);

          safe += sight->value > preset.hide_to || (sight->value == 0 && !preset.hide_zero);
          shown += !sight->hidden;
        }
      found = attacker_attack (edition.attacker, ranges[which].low, ranges[which].high);
      if (found != NULL)
        {
          tell (edition.attacker);
          g_test_message ("%u %s set %u: %s", n, preset.name, choose_set (n), found);
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
      EarPreset preset = preset_of ("internal");
      g_autoptr (People) people = people_new_random (30, 6);
      g_autofree char *found = NULL;
      Edition edition;

      edition_init (&edition, people, &preset, table_sets[choose_set (n)]);
      run (edition.protect);
      edition_see (&edition);
      for (guint s = 0; s < edition.attacker->sights->len; s++)
        {
          Sight *sight = &g_array_index (edition.attacker->sights, Sight, s);

          if (sight->value >= 1 && sight->value <= 4)
            {
              sight->low = 0;
              sight->high = -1;
            }
        }
      found = attacker_attack (edition.attacker, 1, 4);
      n_found += found != NULL;
      edition_clear (&edition);
    }
  g_test_message ("with small figures hidden and nothing else, %u of 20 are worked out", n_found);
  g_assert_cmpuint (n_found, >=, 15);
}

/* Two editions, the second with more voices: neither hidden figures nor what was added are worked out from both. */
static guint
attack_two (guint which, const EarDimension set[3][2])
{
  EarPreset preset = preset_of (ranges[which].preset);
  g_autoptr (People) people = people_new_random ((guint) g_test_rand_int_range (20, 80), 6);
  g_autoptr (People) newcomers = people_new_random ((guint) g_test_rand_int_range (1, 25), 6);
  g_autoptr (EarStoreEdition) kept = g_new0 (EarStoreEdition, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAudit) audit = NULL;
  g_autofree char *found = NULL;
  Edition earlier, later;
  guint by_difference;

  edition_init (&earlier, people, &preset, set);
  run (earlier.protect);
  edition_see (&earlier);
  kept->title = g_strdup ("Before");
  kept->figures = ear_edition_write (earlier.protect);
  g_array_append_vals (people->voices, newcomers->voices->data, newcomers->voices->len);
  edition_init (&later, people, &preset, set);
  g_assert_true (ear_edition_add_earlier (later.protect, kept, &error));
  run (later.protect);
  edition_see (&later);
  audit = ear_protect_audit (later.protect, NULL, NULL);
  g_assert_cmpuint (audit->editions, ==, 1);
  by_difference = audit->by_difference;
  found = attacker_attack_two (earlier.attacker, later.attacker, ranges[which].low, ranges[which].high);
  if (found != NULL)
    {
      tell (earlier.attacker);
      tell (later.attacker);
      g_test_message ("%s: %s", preset.name, found);
    }
  g_assert_null (found);
  edition_clear (&earlier);
  edition_clear (&later);
  return by_difference;
}

static void
test_differences (gconstpointer data)
{
  static const EarDimension few[][3][2] = {
    { { EAR_DIMENSION_PLACE, EAR_DIMENSION_FEELING }, { EAR_DIMENSION_NONE }, { EAR_DIMENSION_NONE } },
    { { EAR_DIMENSION_THEME, EAR_DIMENSION_FEELING }, { EAR_DIMENSION_NONE }, { EAR_DIMENSION_NONE } },
    { { EAR_DIMENSION_GROUP, EAR_DIMENSION_THEME }, { EAR_DIMENSION_NONE }, { EAR_DIMENSION_NONE } },
  };
  guint which = GPOINTER_TO_UINT (data), n_by_difference = 0;

  for (guint n = 0; n < n_times (60); n++)
    n_by_difference += attack_two (which, n % 48 == 47 ? table_sets[3] : few[n % 3]);
  g_test_message ("%s: %u figures were hidden since a difference would have said too much", ranges[which].preset, n_by_difference);
  g_assert_cmpuint (n_by_difference, >, 0);
}

/* A figure of 20 that becomes 22 is hidden the second time, and the audit names it. */
static void
test_difference_by_hand (void)
{
  EarPreset preset = preset_of ("friends-and-family");
  g_autoptr (EarProtect) first = ear_protect_new (&preset);
  g_autoptr (EarProtect) second = ear_protect_new (&preset);
  g_autoptr (EarStoreEdition) kept = g_new0 (EarStoreEdition, 1);
  g_autoptr (EarAudit) audit = NULL;
  guint grown, much;

  ear_protect_add_cell (first, "a", "Waiting", 20, EAR_CELL_PLAIN);
  ear_protect_add_cell (first, "b", "Listening", 20, EAR_CELL_PLAIN);
  run (first);
  kept->title = g_strdup ("2025");
  kept->figures = ear_edition_write (first);
  grown = ear_protect_add_cell (second, "a", "Waiting", 22, EAR_CELL_PLAIN);
  much = ear_protect_add_cell (second, "b", "Listening", 31, EAR_CELL_PLAIN);
  g_assert_true (ear_edition_add_earlier (second, kept, NULL));
  run (second);
  audit = ear_protect_audit (second, NULL, NULL);
  g_assert_true (ear_protect_get_cell (second, grown).hidden);
  g_assert_false (ear_protect_get_cell (second, much).hidden);
  g_assert_cmpuint (audit->by_difference, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (audit->differences, 0), ==, "Waiting");
}

/* Figures, each by itself, in an edition after others. */
static void
publish (EarProtect *protect, GPtrArray *editions, const char *title)
{
  g_autoptr (EarStoreEdition) kept = g_new0 (EarStoreEdition, 1);

  for (guint i = 0; i < editions->len; i++)
    g_assert_true (ear_edition_add_earlier (protect, g_ptr_array_index (editions, i), NULL));
  run (protect);
  kept->title = g_strdup (title);
  kept->figures = ear_edition_write (protect);
  g_ptr_array_add (editions, g_steal_pointer (&kept));
}

/* A figure that falls by two says that two were taken away, in whichever of three editions; one that falls by many does not. */
static void
test_fallen (void)
{
  EarPreset preset = preset_of ("friends-and-family");
  g_autoptr (GPtrArray) editions = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_store_edition_free);
  static const guint figures[3][2] = { { 40, 40 }, { 30, 31 }, { 28, 20 } };

  for (guint n = 0; n < 3; n++)
    {
      g_autoptr (EarProtect) protect = ear_protect_new (&preset);
      guint little = ear_protect_add_cell (protect, "voices:theme=a", "Waiting", figures[n][0], EAR_CELL_PLAIN);
      guint much = ear_protect_add_cell (protect, "voices:theme=b", "Listening", figures[n][1], EAR_CELL_PLAIN);

      publish (protect, editions, "Edition");
      g_assert_cmpint (ear_protect_get_cell (protect, little).hidden, ==, n == 2);
      g_assert_false (ear_protect_get_cell (protect, much).hidden);
    }
}

/* A row that was not there before had nobody in it. Two were hidden first, and are eight now, six of them in a new row below:
 * if both were shown, there were two at most before. */
static void
test_new_row (void)
{
  EarPreset preset = preset_of ("friends-and-family");
  g_autoptr (GPtrArray) editions = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_store_edition_free);
  g_autoptr (EarProtect) first = ear_protect_new (&preset);
  g_autoptr (EarProtect) second = ear_protect_new (&preset);
  EarTerm terms[2] = { { 0, 1 }, { 0, -1 } };

  ear_protect_add_cell (first, "voices:place=above", "Above", 2, EAR_CELL_PLAIN);
  publish (first, editions, "First");
  terms[0].cell = ear_protect_add_cell (second, "voices:place=above", "Above", 8, EAR_CELL_PLAIN);
  terms[1].cell = ear_protect_add_cell (second, "voices:place=below", "Below", 6, EAR_CELL_PLAIN);
  ear_protect_add_relation (second, EAR_RELATION_AT_LEAST, terms, G_N_ELEMENTS (terms));
  publish (second, editions, "Second");
  g_assert_cmpint (ear_protect_get_cell (second, terms[0].cell).hidden + ear_protect_get_cell (second, terms[1].cell).hidden, ==, 1);
}

/* An edition that is damaged is refused, not left out. */
static void
test_damaged_edition (void)
{
  static const char *const damaged[] = { "", "earshot-edition 2\n", "earshot-edition 1\nc\t1\n", "earshot-edition 1\nr\t0\t7\t1\n",
                                         "earshot-edition 1\nc\t-1\t0\t0\t0\t0\t0\t0\t0\ta\ta\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      EarPreset preset = preset_of ("nhs");
      g_autoptr (EarProtect) protect = ear_protect_new (&preset);
      g_autoptr (EarStoreEdition) kept = g_new0 (EarStoreEdition, 1);
      g_autoptr (GError) error = NULL;

      kept->title = g_strdup ("2025");
      kept->figures = g_strdup (damaged[i]);
      g_assert_false (ear_edition_add_earlier (protect, kept, &error));
      g_assert_error (error, EAR_INSIGHT_ERROR, EAR_INSIGHT_ERROR_EDITION);
    }
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
  EarPreset preset = preset_of (ranges[which].preset);

  for (guint n = 0; n < n_times (40); n++)
    {
      guint hidden = 0, least;
      Grid grid;

      grid_init (&grid, &preset, 3, 3, 10 * ranges[which].high);
      run (grid.protect);
      for (guint i = 0; i < 16; i++)
        hidden += ear_protect_get_cell (grid.protect, grid.cells[i / 4][i % 4]).hidden;
      least = find_least (&grid, ranges[which].low, ranges[which].high);
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
  EarPreset preset = preset_of ("friends-and-family");
  g_autoptr (People) people = people_new_random (70, 6);
  Edition one, other;

  edition_init (&one, people, &preset, table_sets[4]);
  edition_init (&other, people, &preset, table_sets[4]);
  run (one.protect);
  run (other.protect);
  edition_see (&one);
  edition_see (&other);
  for (guint s = 0; s < one.attacker->sights->len; s++)
    g_assert_cmpint (g_array_index (one.attacker->sights, Sight, s).low, ==,
                     g_array_index (other.attacker->sights, Sight, s).low);
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
  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_autofree char *one = g_strconcat ("/protect/attack/", ranges[i].preset, NULL);
      g_autofree char *two = g_strconcat ("/protect/differences/", ranges[i].preset, NULL);

      g_test_add_data_func (one, GUINT_TO_POINTER (i), test_attack);
      g_test_add_data_func (two, GUINT_TO_POINTER (i), test_differences);
      /* Of bands none is hidden for itself: what the best choice is there is another question. */
      if (!g_str_equal (ranges[i].preset, "midpoint-6"))
        {
          g_autofree char *best = g_strconcat ("/protect/over-suppression/", ranges[i].preset, NULL);

          g_test_add_data_func (best, GUINT_TO_POINTER (i), test_over_suppression);
        }
    }
  g_test_add_func ("/protect/difference-by-hand", test_difference_by_hand);
  g_test_add_func ("/protect/fallen", test_fallen);
  g_test_add_func ("/protect/new-row", test_new_row);
  g_test_add_func ("/protect/damaged-edition", test_damaged_edition);
  g_test_add_func ("/protect/deterministic", test_deterministic);
  return g_test_run ();
}
