/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small numbers are attacked by what editions tell together: by linear programming over kinds of voices and of sessions, and by hand. */
#include "ear-edition.h"
#include "protect-edition.h"

/* What happens to a workbook from one edition to the next. */
typedef struct
{
  guint added, removed, recoded; /* at most */
} Step;

#define N_EDITIONS 3

typedef struct
{
  guint which; /* of protect_ranges */
  const EarDimension (*set)[2];
  guint voices, sessions; /* in the first edition; so many sessions at most */
  guint n_editions;
  Step steps[N_EDITIONS - 1];
  gboolean with_sessions;
} Series;

/* What was published of a series, and what was hidden or withheld since a difference would have said too much. */
typedef struct
{
  guint published, withheld, by_difference;
} Published;

static guint
up_to (guint most)
{
  return (guint) g_test_rand_int_range (0, (gint32) most + 1);
}

static EarStoreEdition *
keep (const EarProtect *protect, const char *title)
{
  EarStoreEdition *kept = g_new0 (EarStoreEdition, 1);

  kept->title = g_strdup (title);
  kept->figures = ear_edition_write (protect);
  return kept;
}

static gboolean
publish_next (Edition *edition, const People *people, const Series *series, const EarPreset *preset, GPtrArray *kept, Published *published)
{
  edition_init (edition, people, preset, series->set);
  for (guint i = 0; i < kept->len; i++)
    g_assert_true (ear_edition_add_earlier (edition->protect, g_ptr_array_index (kept, i), NULL));
  if (!protect_try (edition->protect, &published->by_difference))
    {
      published->withheld++;
      return FALSE;
    }
  published->published++;
  edition_see (edition);
  g_ptr_array_add (kept, keep (edition->protect, "Before"));
  return TRUE;
}

static void
attack_editions (const Series *series, const Edition *editions, guint n, const gboolean *grown)
{
  const ProtectRange *range = &protect_ranges[series->which];
  Attacker *attackers[N_EDITIONS];
  g_autofree char *found = NULL;

  for (guint e = 0; e < n; e++)
    attackers[e] = editions[e].attacker;
  found = attacker_attack (attackers, n, grown, series->with_sessions, range->low, range->high);
  for (guint e = 0; found != NULL && e < n; e++)
    attacker_tell (attackers[e]);
  if (found != NULL)
    g_test_message ("%s: %s", range->preset, found);
  g_assert_null (found);
}

/* Editions one after another: neither hidden figures nor what was added or taken away is worked out from all of them together. One of
 * which the audit says that it gives something away is not published. */
static void
attack_series (const Series *series, Published *published)
{
  EarPreset preset = protect_preset (protect_ranges[series->which].preset);
  g_autoptr (People) people = people_new_random (series->voices, series->sessions, series->with_sessions);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_store_edition_free);
  gboolean grown[N_EDITIONS];
  Edition editions[N_EDITIONS];
  guint n = 0;

  while (n < series->n_editions && publish_next (&editions[n], people, series, &preset, kept, published))
    {
      const Step *step = &series->steps[n++];

      if (n == series->n_editions)
        break;
      grown[n - 1] = step->removed == 0 && step->recoded == 0;
      people_remove (people, up_to (step->removed));
      people_recode (people, up_to (step->recoded));
      people_add (people, (guint) grown[n - 1] + up_to (step->added - grown[n - 1]));
    }
  if (n > 0)
    attack_editions (series, editions, n, grown);
  for (guint e = 0; e < MIN (n + 1, series->n_editions); e++)
    edition_clear (&editions[e]);
}

static const EarDimension single[][3][2] = {
  { { EAR_DIMENSION_PLACE, EAR_DIMENSION_FEELING }, { EAR_DIMENSION_NONE }, { EAR_DIMENSION_NONE } },
  { { EAR_DIMENSION_THEME, EAR_DIMENSION_FEELING }, { EAR_DIMENSION_NONE }, { EAR_DIMENSION_NONE } },
  { { EAR_DIMENSION_GROUP, EAR_DIMENSION_THEME }, { EAR_DIMENSION_NONE }, { EAR_DIMENSION_NONE } },
};

/* Tables of which sessions have few enough types to think of, also where the rows that nobody is in are there. */
static const EarDimension occasions[][3][2] = {
  { { EAR_DIMENSION_PLACE, EAR_DIMENSION_NONE }, { EAR_DIMENSION_FEELING, EAR_DIMENSION_NONE }, { EAR_DIMENSION_NONE } },
  { { EAR_DIMENSION_THEME, EAR_DIMENSION_NONE }, { EAR_DIMENSION_GROUP, EAR_DIMENSION_NONE }, { EAR_DIMENSION_NONE } },
  { { EAR_DIMENSION_PLACE, EAR_DIMENSION_NONE }, { EAR_DIMENSION_GROUP, EAR_DIMENSION_NONE }, { EAR_DIMENSION_NONE } },
};

static void
tell_published (const char *preset, const Published *published)
{
  g_test_message ("%s: %u editions were published and %u withheld; %u figures were hidden since a difference would have said too much", preset,
                  published->published, published->withheld, published->by_difference);
}

/* Two editions, the second with more voices. */
static void
test_differences (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data);
  Published published = { 0, 0, 0 };

  for (guint n = 0; n < protect_times (40); n++)
    attack_series (&(Series) { which, single[n % 3], 20 + up_to (60), 6, 2, { { 25, 0, 0 } }, FALSE }, &published);
  tell_published (protect_ranges[which].preset, &published);
  g_assert_cmpuint (published.withheld, ==, 0);
  g_assert_cmpuint (published.by_difference, >, 0);
}

/* The same of tables that share cells, of which each edition has several: the largest set, of so many kinds that it takes
 * seconds, has its turn rarely. */
static void
test_linked (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data);
  Published published = { 0, 0, 0 };

  for (guint n = 0; n < protect_times (24); n++)
    attack_series (&(Series) { which, protect_sets[n % 24 == 23 ? 3 : n % 3], 20 + up_to (60), 6, 2, { { 25, 0, 0 } }, FALSE }, &published);
  tell_published (protect_ranges[which].preset, &published);
  g_assert_cmpuint (published.withheld, ==, 0);
  /* Rules that round hide so much in each edition that a difference seldom has to. */
  if (which == 0)
    g_assert_cmpuint (published.by_difference, >, 0);
}

/* Steps of a workbook between three editions: it grows twice; it grows, then voices are taken back and coded otherwise; that twice. */
static const Step histories[][2] = {
  { { 20, 0, 0 }, { 20, 0, 0 } },
  { { 20, 0, 0 }, { 12, 6, 6 } },
  { { 12, 6, 6 }, { 12, 6, 6 } },
};

static void
attack_three (guint which, guint times, const EarDimension (*sets)[3][2], guint voices, guint sessions, gboolean with_sessions,
              Published *published)
{
  for (guint n = 0; n < protect_times (times); n++)
    {
      const Step *steps = histories[(n + n / 3) % G_N_ELEMENTS (histories)];

      attack_series (&(Series) { which, sets[n % 3], voices + up_to (40), sessions, N_EDITIONS, { steps[0], steps[1] }, with_sessions },
                     published);
    }
  tell_published (protect_ranges[which].preset, published);
}

/* Three editions, between which voices were added, taken back and coded otherwise. */
static void
test_three (gconstpointer data)
{
  Published published = { 0, 0, 0 };

  attack_three (GPOINTER_TO_UINT (data), 12, single, 30, 6, FALSE, &published);
  g_assert_cmpuint (published.published, >=, 2 * published.withheld);
}

/* The same with figures of sessions. */
static void
test_three_with_sessions (gconstpointer data)
{
  Published published = { 0, 0, 0 };

  attack_three (GPOINTER_TO_UINT (data), 6, occasions, 40, 30, TRUE, &published);
  g_assert_cmpuint (published.published, >=, 2 * published.withheld);
}

/* One edition's figures of sessions; by two things where zeros are shown. */
static void
test_sessions (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data);
  Published published = { 0, 0, 0 };

  for (guint n = 0; n < protect_times (60); n++)
    {
      const EarDimension(*set)[2] = n % 2 == 0 || protect_ranges[which].low == 0 ? occasions[n / 2 % 3] : single[n / 2 % 3];

      attack_series (&(Series) { which, set, 10 + up_to (80), 4 + up_to (40), 1, { { 0 } }, TRUE }, &published);
    }
  tell_published (protect_ranges[which].preset, &published);
}

/* A figure of 20 that becomes 22 is hidden the second time, and the audit names it. */
static void
test_difference_by_hand (void)
{
  EarPreset preset = protect_preset ("friends-and-family");
  g_autoptr (EarProtect) first = ear_protect_new (&preset);
  g_autoptr (EarProtect) second = ear_protect_new (&preset);
  g_autoptr (EarStoreEdition) kept = g_new0 (EarStoreEdition, 1);
  g_autoptr (EarAudit) audit = NULL;
  guint grown, much;

  ear_protect_add_cell (first, "a", "Waiting", 20, EAR_CELL_PLAIN);
  ear_protect_add_cell (first, "b", "Listening", 20, EAR_CELL_PLAIN);
  protect_run (first);
  kept->title = g_strdup ("2025");
  kept->figures = ear_edition_write (first);
  grown = ear_protect_add_cell (second, "a", "Waiting", 22, EAR_CELL_PLAIN);
  much = ear_protect_add_cell (second, "b", "Listening", 31, EAR_CELL_PLAIN);
  g_assert_true (ear_edition_add_earlier (second, kept, NULL));
  protect_run (second);
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
  for (guint i = 0; i < editions->len; i++)
    g_assert_true (ear_edition_add_earlier (protect, g_ptr_array_index (editions, i), NULL));
  protect_run (protect);
  g_ptr_array_add (editions, keep (protect, title));
}

/* A figure that falls by two says that two were taken away, in whichever of three editions; one that falls by many does not. */
static void
test_fallen (void)
{
  EarPreset preset = protect_preset ("friends-and-family");
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
  EarPreset preset = protect_preset ("friends-and-family");
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
      EarPreset preset = protect_preset ("nhs");
      g_autoptr (EarProtect) protect = ear_protect_new (&preset);
      g_autoptr (EarStoreEdition) kept = g_new0 (EarStoreEdition, 1);
      g_autoptr (GError) error = NULL;

      kept->title = g_strdup ("2025");
      kept->figures = g_strdup (damaged[i]);
      g_assert_false (ear_edition_add_earlier (protect, kept, &error));
      g_assert_error (error, EAR_INSIGHT_ERROR, EAR_INSIGHT_ERROR_EDITION);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc test;
  } attacks[] = { { "differences", test_differences }, { "linked", test_linked }, { "three", test_three }, { "sessions", test_sessions },
                  { "three-with-sessions", test_three_with_sessions } };

  g_test_init (&argc, &argv, NULL);
  for (guint t = 0; t < G_N_ELEMENTS (attacks); t++)
    {
      for (guint i = 0; i < N_RANGES; i++)
        {
          g_autofree char *path = g_strconcat ("/editions/", attacks[t].name, "/", protect_ranges[i].preset, NULL);

          g_test_add_data_func (path, GUINT_TO_POINTER (i), attacks[t].test);
        }
    }
  g_test_add_func ("/editions/difference-by-hand", test_difference_by_hand);
  g_test_add_func ("/editions/fallen", test_fallen);
  g_test_add_func ("/editions/new-row", test_new_row);
  g_test_add_func ("/editions/damaged-edition", test_damaged_edition);
  return g_test_run ();
}
