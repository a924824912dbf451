/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small numbers are attacked by what editions tell together: by linear programming over kinds of voices, and by hand. */
#include "ear-edition.h"
#include "protect-edition.h"

/* Two editions, the second with more voices: neither hidden figures nor what was added are worked out from both. */
static guint
attack_two (guint which, const EarDimension set[3][2])
{
  EarPreset preset = protect_preset (protect_ranges[which].preset);
  g_autoptr (People) people = people_new_random ((guint) g_test_rand_int_range (20, 80), 6);
  g_autoptr (People) newcomers = people_new_random ((guint) g_test_rand_int_range (1, 25), 6);
  g_autoptr (EarStoreEdition) kept = g_new0 (EarStoreEdition, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAudit) audit = NULL;
  g_autofree char *found = NULL;
  Edition earlier, later;
  guint by_difference;

  edition_init (&earlier, people, &preset, set);
  protect_run (earlier.protect);
  edition_see (&earlier);
  kept->title = g_strdup ("Before");
  kept->figures = ear_edition_write (earlier.protect);
  g_array_append_vals (people->voices, newcomers->voices->data, newcomers->voices->len);
  edition_init (&later, people, &preset, set);
  g_assert_true (ear_edition_add_earlier (later.protect, kept, &error));
  protect_run (later.protect);
  edition_see (&later);
  audit = ear_protect_audit (later.protect, NULL, NULL);
  g_assert_cmpuint (audit->editions, ==, 1);
  by_difference = audit->by_difference;
  found = attacker_attack_two (earlier.attacker, later.attacker, protect_ranges[which].low, protect_ranges[which].high);
  if (found != NULL)
    {
      attacker_tell (earlier.attacker);
      attacker_tell (later.attacker);
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

  for (guint n = 0; n < protect_times (60); n++)
    n_by_difference += attack_two (which, few[n % 3]);
  g_test_message ("%s: %u figures were hidden since a difference would have said too much", protect_ranges[which].preset, n_by_difference);
  g_assert_cmpuint (n_by_difference, >, 0);
}

/* The same of tables that share cells, of which each edition has several: the largest set, of so many kinds that it takes
 * seconds, has its turn rarely. */
static void
test_linked (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data), n_by_difference = 0;

  for (guint n = 0; n < protect_times (24); n++)
    n_by_difference += attack_two (which, protect_sets[n % 24 == 23 ? 3 : n % 3]);
  g_test_message ("%s: %u figures were hidden since a difference would have said too much", protect_ranges[which].preset, n_by_difference);
  /* Rules that round hide so much in each edition that a difference seldom has to. */
  if (which == 0)
    g_assert_cmpuint (n_by_difference, >, 0);
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
  g_autoptr (EarStoreEdition) kept = g_new0 (EarStoreEdition, 1);

  for (guint i = 0; i < editions->len; i++)
    g_assert_true (ear_edition_add_earlier (protect, g_ptr_array_index (editions, i), NULL));
  protect_run (protect);
  kept->title = g_strdup (title);
  kept->figures = ear_edition_write (protect);
  g_ptr_array_add (editions, g_steal_pointer (&kept));
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
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < N_RANGES; i++)
    {
      g_autofree char *one = g_strconcat ("/editions/differences/", protect_ranges[i].preset, NULL);
      g_autofree char *linked = g_strconcat ("/editions/linked/", protect_ranges[i].preset, NULL);

      g_test_add_data_func (one, GUINT_TO_POINTER (i), test_differences);
      g_test_add_data_func (linked, GUINT_TO_POINTER (i), test_linked);
    }
  g_test_add_func ("/editions/difference-by-hand", test_difference_by_hand);
  g_test_add_func ("/editions/fallen", test_fallen);
  g_test_add_func ("/editions/new-row", test_new_row);
  g_test_add_func ("/editions/damaged-edition", test_damaged_edition);
  return g_test_run ();
}
