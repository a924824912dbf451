/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement: the arithmetic against examples that were published with their results, and what is counted against the rules. */
#include "ear-agreement.h"
#include "ear-test.h"

#include <math.h>
#include <string.h>

static void
assert_value (EarCoefficient found, double expected, double within)
{
  g_assert_cmpint (found.state, ==, EAR_COEFFICIENT_DEFINED);
  g_assert_cmpfloat (fabs (found.value - expected), <, within);
}

/* Cohen (1960), tables 1 and 2: 200 cases, agreement .70, by chance .41, kappa .492 (printed .49 and .492). The counts are his
 * proportions .44 .07 .09 / .05 .20 .05 / .01 .03 .06, and stand as counts in Cohen, “Weighted kappa”, Psychological Bulletin
 * 70 (1968), table 1. */
static void
test_cohen_1960 (void)
{
  static const guint64 table[] = { 88, 14, 18, 10, 40, 10, 2, 6, 12 };

  assert_value (ear_kappa (table, 3), 0.492, 0.0005);
}

/* Two by two: 20 and 15 alike of 50, with 5 and 10 not; observed .70, by chance .50, so kappa is (.7 - .5) / (1 - .5) by
 * Cohen's formula (1), exactly. */
static void
test_kappa_by_hand (void)
{
  static const guint64 table[] = { 20, 5, 10, 15 }, opposite[] = { 0, 5, 5, 0 }, alike[] = { 7, 0, 0, 3 };

  assert_value (ear_kappa (table, 2), 0.4, 1e-12);
  assert_value (ear_kappa (opposite, 2), -1, 1e-12);
  assert_value (ear_kappa (alike, 2), 1, 1e-12);
}

static void
test_kappa_undefined (void)
{
  static const guint64 same[] = { 0, 0, 0, 12 }, nothing[] = { 0, 0, 0, 0 }, one_varies[] = { 0, 2, 0, 10 };
  EarCoefficient found = ear_kappa (same, 2);
  g_autofree char *text = ear_coefficient_format (&found);

  g_assert_cmpint (found.state, ==, EAR_COEFFICIENT_NO_VARIATION);
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpint (ear_kappa (nothing, 2).state, ==, EAR_COEFFICIENT_NO_DATA);
  /* Only one of them varies: defined, and no better than chance. */
  assert_value (ear_kappa (one_varies, 2), 0, 1e-12);
}

/* @data: a line a coder, a letter a unit, '.' where the coder said nothing. */
static EarCoefficient
alpha_of (const char *const *data)
{
  guint n_units = (guint) strlen (data[0]);
  g_autofree guint *counts = g_new0 (guint, (gsize) n_units * 128);

  for (guint coder = 0; data[coder] != NULL; coder++)
    {
      for (guint u = 0; u < n_units; u++)
        {
          if (data[coder][u] != '.')
            counts[u * 128 + (guchar) data[coder][u]]++;
        }
    }
  return ear_alpha (counts, NULL, n_units, 128);
}

/* K. Krippendorff, “Computing Krippendorff's Alpha-Reliability” (2011): sections A, binary data of two observers; B, nominal
 * data of two; C, nominal data of four with missing values. */
static void
test_krippendorff_2011 (void)
{
  static const char *const two_binary[] = { "0100000010", "1110010000", NULL };
  static const char *const two_nominal[] = { "aabbdcccedda", "babbbccceddd", NULL };
  static const char *const four[] = { "123321412...", "1233224125.3", ".3332342251.", "12332441251.", NULL };

  assert_value (alpha_of (two_binary), 0.095, 0.0005);
  assert_value (alpha_of (two_nominal), 0.692, 0.0005);
  assert_value (alpha_of (four), 0.743, 0.0005);
}

static void
test_alpha_undefined (void)
{
  g_assert_cmpint (alpha_of ((const char *const[]){ "aaaa", "aaaa", NULL }).state, ==, EAR_COEFFICIENT_NO_VARIATION);
  g_assert_cmpint (alpha_of ((const char *const[]){ "ab..", "..ab", NULL }).state, ==, EAR_COEFFICIENT_NO_DATA);
  assert_value (alpha_of ((const char *const[]){ "ab", "ab", NULL }), 1, 1e-12);
}

/* So many of a unit at once are as good as so many units. */
static void
test_weights (void)
{
  GRand *random = g_rand_new_with_seed (g_test_rand_int ());

  for (guint round = 0; round < 200; round++)
    {
      guint counts[6] = { 0 }, many[600];
      guint64 weights[3];
      guint n = 0;

      for (guint u = 0; u < 3; u++)
        {
          counts[2 * u] = (guint) g_rand_int_range (random, 0, 4);
          counts[2 * u + 1] = (guint) g_rand_int_range (random, 0, 4);
          weights[u] = (guint64) g_rand_int_range (random, 0, 90);
          for (guint64 i = 0; i < weights[u]; i++, n++)
            {
              many[2 * n] = counts[2 * u];
              many[2 * n + 1] = counts[2 * u + 1];
            }
        }
      {
        EarCoefficient one = ear_alpha (counts, weights, 3, 2), other = ear_alpha (many, NULL, n, 2);

        g_assert_cmpint (one.state, ==, other.state);
        if (one.state == EAR_COEFFICIENT_DEFINED)
          assert_value (one, other.value, 1e-9);
      }
    }
  g_rand_free (random);
}

typedef struct
{
  EarTestFolder folder;
  EarStore *store;
  EarRecord *session;
  EarId access, food;
} World;

static EarId
add_theme (EarStore *store, const char *name)
{
  g_autoptr (EarRecord) theme = ear_record_new (EAR_KIND_THEME);
  g_autoptr (GError) error = NULL;

  ear_record_set (theme, EAR_THEME_NAME, name);
  ear_store_put (store, theme, &error);
  g_assert_no_error (error);
  return theme->id;
}

static void
code (World *world, const EarRecord *voice, const EarId *theme, const char *coder, gint64 start, gint64 end)
{
  g_autoptr (EarRecord) coding = ear_record_new (EAR_KIND_CODING);
  g_autoptr (GError) error = NULL;

  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, &voice->id);
  ear_record_set_id (coding, EAR_CODING_THEME, theme);
  ear_record_set (coding, EAR_CODING_CODER, coder);
  if (end > 0)
    {
      ear_record_set_integer (coding, EAR_CODING_START, start);
      ear_record_set_integer (coding, EAR_CODING_END, end);
    }
  ear_store_put (world->store, coding, &error);
  g_assert_no_error (error);
}

static void
world_clear (World *world)
{
  ear_record_free (world->session);
  ear_store_close (world->store);
  ear_test_folder_remove (world->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static World
world_new (void)
{
  World world = { .folder = ear_test_folder_new () };

  world.store = ear_test_store (world.folder, "book");
  world.session = ear_test_session (world.store, "Drop-in");
  world.access = add_theme (world.store, "Access");
  world.food = add_theme (world.store, "Food");
  return world;
}

static EarAgreement *
find (World *world, const char *const *coders)
{
  g_autoptr (GError) error = NULL;
  EarAgreement *agreement = ear_agreement_find (world->store, coders, 0, &error);

  g_assert_no_error (error);
  return agreement;
}

static const char *const two[] = { "R1", "R2", NULL };

/* Four voices of ten letters: both on the whole, one alone, both on other words, nobody. */
static void
test_workbook (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarRecord) first = ear_test_voice (world.store, world.session, "0123456789");
  g_autoptr (EarRecord) second = ear_test_voice (world.store, world.session, "0123456789");
  g_autoptr (EarRecord) third = ear_test_voice (world.store, world.session, "0123456789");
  g_autoptr (EarRecord) fourth = ear_test_voice (world.store, world.session, "0123456789");
  g_autoptr (EarAgreement) agreement = NULL;
  const EarAgreementTheme *theme;

  code (&world, first, &world.access, "R1", 0, 0);
  code (&world, first, &world.access, "R2", 0, 0);
  code (&world, second, &world.access, "R1", 0, 0);
  code (&world, third, &world.access, "R1", 0, 6);
  code (&world, third, &world.access, "R2", 4, 10);
  code (&world, third, &world.access, "R3", 0, 0);
  agreement = find (&world, two);
  g_assert_cmpuint (agreement->n_voices, ==, 4);
  g_assert_cmpuint (agreement->n_points, ==, 40);
  g_assert_cmpuint (agreement->n_coded_points, ==, 30);
  g_assert_cmpuint (agreement->themes->len, ==, 1);
  theme = agreement->themes->pdata[0];
  /* Neither 1, only R1 1, both 2: observed .75, by chance .25 * .5 + .75 * .5. */
  g_assert_cmpuint (theme->voices.table[0], ==, 1);
  g_assert_cmpuint (theme->voices.table[1], ==, 0);
  g_assert_cmpuint (theme->voices.table[2], ==, 1);
  g_assert_cmpuint (theme->voices.table[3], ==, 2);
  assert_value (theme->voices.kappa, 0.5, 1e-12);
  g_assert_cmpuint (theme->all_text.table[3], ==, 12);
  g_assert_cmpuint (theme->all_text.table[2], ==, 14);
  g_assert_cmpuint (theme->all_text.table[1], ==, 4);
  g_assert_cmpuint (theme->all_text.table[0], ==, 10);
  g_assert_cmpuint (theme->coded_text.table[0], ==, 0);
  g_assert_cmpuint (theme->coded_text.units, ==, 30);
  g_assert_cmpuint (agreement->n_disagreements, ==, 2);
  {
    const EarDisagreement *one = agreement->disagreements->pdata[0], *other = agreement->disagreements->pdata[1];

    g_assert_true (ear_id_equal (&one->voice, &second->id));
    g_assert_cmpuint (one->did, ==, 1);
    g_assert_cmpuint (one->could, ==, 3);
    g_assert_false (one->only_words);
    g_assert_true (ear_id_equal (&other->voice, &third->id));
    g_assert_true (other->only_words);
  }
}

/* Who did not come to a conversation is missing there and has not said no. */
static void
test_missing (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarRecord) later = ear_test_session (world.store, "Later");
  g_autoptr (EarRecord) first = ear_test_voice (world.store, world.session, "soup");
  g_autoptr (EarRecord) second = ear_test_voice (world.store, later, "bread");
  g_autoptr (EarAgreement) pair = NULL;
  g_autoptr (EarAgreement) three = NULL;
  const EarAgreementTheme *theme;

  code (&world, first, &world.food, "R1", 0, 0);
  code (&world, first, &world.food, "R2", 0, 0);
  code (&world, second, &world.food, "R2", 0, 0);
  code (&world, second, &world.access, "R3", 0, 0);
  pair = find (&world, two);
  g_assert_cmpuint (pair->n_voices, ==, 1);
  theme = pair->themes->pdata[0];
  g_assert_cmpint (theme->voices.kappa.state, ==, EAR_COEFFICIENT_NO_VARIATION);
  g_assert_cmpint (theme->voices.alpha.state, ==, EAR_COEFFICIENT_NO_VARIATION);
  three = find (&world, (const char *const[]){ "R1", "R2", "R3", NULL });
  g_assert_cmpuint (three->n_voices, ==, 2);
  theme = three->themes->pdata[1];
  g_assert_cmpstr (theme->name, ==, "Food");
  g_assert_cmpint (theme->voices.kappa.state, ==, EAR_COEFFICIENT_NOT_TWO);
  /* Pairs: yes yes, yes no. Values: 3 yes, 1 no; alpha = 1 - 3 * 2 / (2 * 3 * 1) = 0. */
  assert_value (theme->voices.alpha, 0, 1e-12);
  g_assert_cmpuint (three->n_disagreements, ==, 2);
}

static void
delete (World *world, EarKind kind, const EarId *id)
{
  g_autoptr (GError) error = NULL;

  ear_store_set_deleted (world->store, kind, id, TRUE, &error);
  g_assert_no_error (error);
}

static EarRecord *
add_bare_voice (World *world, const char *feeling)
{
  EarRecord *voice = ear_record_new (EAR_KIND_CONTRIBUTION);
  g_autoptr (GError) error = NULL;

  ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &world->session->id);
  ear_record_set (voice, EAR_CONTRIBUTION_FEELING, feeling);
  ear_store_put (world->store, voice, &error);
  g_assert_no_error (error);
  return voice;
}

/* Codings count by whoever gave them to something that is a voice, with a theme that is there. */
static void
test_coders (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarRecord) cancelled = ear_test_session (world.store, "Cancelled");
  g_autoptr (EarRecord) heard = ear_test_voice (world.store, world.session, "soup");
  g_autoptr (EarRecord) taken_away = ear_test_voice (world.store, world.session, "bread");
  g_autoptr (EarRecord) elsewhere = ear_test_voice (world.store, cancelled, "tea");
  g_autoptr (EarRecord) unplaced = add_bare_voice (&world, "idea");
  g_autoptr (EarRecord) told_of = add_bare_voice (&world, NULL);
  g_autoptr (GPtrArray) coders = NULL;
  g_autoptr (GError) error = NULL;

  ear_record_set (told_of, EAR_CONTRIBUTION_PERMISSION, "internal");
  ear_store_put (world.store, told_of, &error);
  g_assert_no_error (error);
  code (&world, heard, &world.access, "R1", 0, 0);
  code (&world, unplaced, &world.access, "R2", 0, 0);
  code (&world, unplaced, &world.food, "R2", 0, 0);
  code (&world, heard, &world.food, NULL, 0, 0);
  code (&world, taken_away, &world.access, "R3", 0, 0);
  code (&world, elsewhere, &world.access, "R4", 0, 0);
  code (&world, told_of, &world.access, "R5", 0, 0);
  delete (&world, EAR_KIND_CONTRIBUTION, &taken_away->id);
  delete (&world, EAR_KIND_SESSION, &cancelled->id);
  coders = ear_coder_list (world.store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (coders->len, ==, 2);
  g_assert_cmpstr (((EarCoder *) coders->pdata[0])->name, ==, "R2");
  g_assert_cmpuint (((EarCoder *) coders->pdata[0])->n_codings, ==, 2);
  g_assert_cmpstr (((EarCoder *) coders->pdata[1])->name, ==, "R1");
  g_assert_cmpuint (((EarCoder *) coders->pdata[1])->n_codings, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agreement/cohen-1960", test_cohen_1960);
  g_test_add_func ("/agreement/kappa-by-hand", test_kappa_by_hand);
  g_test_add_func ("/agreement/kappa-undefined", test_kappa_undefined);
  g_test_add_func ("/agreement/krippendorff-2011", test_krippendorff_2011);
  g_test_add_func ("/agreement/alpha-undefined", test_alpha_undefined);
  g_test_add_func ("/agreement/weights", test_weights);
  g_test_add_func ("/agreement/workbook", test_workbook);
  g_test_add_func ("/agreement/missing", test_missing);
  g_test_add_func ("/agreement/coders", test_coders);
  return g_test_run ();
}
