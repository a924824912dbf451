/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joining, against an oracle that knows true causality (design, “What may never break”, 1 to 4). Another run of the
 * same moves: --seed with the random seed that the program prints first. */
#include "ear-join-world.h"
#include "ear-join.h"

#define N_MOVES 60

static const guint fields[] = { EAR_SESSION_TITLE, EAR_SESSION_VENUE, EAR_SESSION_NOTES };

typedef struct
{
  guint32 seed;
  guint n_devices;
  guint n_fields;
} Setting;

static gboolean
joins_to (const EarRecord *a, const EarRecord *b, const EarRecord *expected)
{
  g_autoptr (EarRecord) mine = ear_record_copy (a);
  g_auto (EarJoin) join = { 0 };

  ear_record_join (mine, b, &join);
  return ear_record_same_state (mine, expected);
}

static EarRecord *
joined (const EarRecord *a, const EarRecord *b)
{
  EarRecord *mine = ear_record_copy (a);
  g_auto (EarJoin) join = { 0 };

  ear_record_join (mine, b, &join);
  return mine;
}

/* The laws, over states that were really reached. */
static char *
check_laws (EarWorld *world, GRand *rand)
{
  const GPtrArray *letters = ear_world_letters (world);

  for (guint i = 0; letters->len > 0 && i < 20; i++)
    {
      const EarRecord *a = letters->pdata[g_rand_int_range (rand, 0, (gint32) letters->len)];
      const EarRecord *b = letters->pdata[g_rand_int_range (rand, 0, (gint32) letters->len)];
      const EarRecord *c = letters->pdata[g_rand_int_range (rand, 0, (gint32) letters->len)];
      g_autoptr (EarRecord) ab = joined (a, b);
      g_autoptr (EarRecord) bc = joined (b, c);
      g_autoptr (EarRecord) abc = joined (ab, c);

      if (!joins_to (a, a, a))
        return g_strdup ("a join a is not a");
      if (!joins_to (b, a, ab))
        return g_strdup ("a join b is not b join a");
      if (!joins_to (ab, b, ab) || !joins_to (a, ab, ab))
        return g_strdup ("joining again changes something");
      if (!joins_to (a, bc, abc))
        return g_strdup ("(a join b) join c is not a join (b join c)");
    }
  return NULL;
}

static char *
run (const Setting *setting, const GArray *moves)
{
  g_autoptr (EarWorld) world = ear_world_new (EAR_KIND_SESSION, fields, setting->n_fields, setting->n_devices);
  g_autoptr (GRand) rand = g_rand_new_with_seed (setting->seed);
  char *wrong = NULL;

  for (guint i = 0; i < moves->len && wrong == NULL; i++)
    wrong = ear_world_move (world, &g_array_index (moves, EarMove, i));
  if (wrong == NULL)
    wrong = check_laws (world, rand);
  return wrong != NULL ? wrong : ear_world_settle (world, rand);
}

/* Takes away moves, many at once and then few, as long as it still fails. */
static GArray *
shrink (const Setting *setting, GArray *moves)
{
  GArray *least = g_array_copy (moves);

  for (guint step = least->len / 2; step > 0; step = step > 1 ? step / 2 : 0)
    {
      for (guint at = 0; at + step <= least->len;)
        {
          g_autoptr (GArray) fewer = g_array_copy (least);
          g_autofree char *wrong = NULL;

          g_array_remove_range (fewer, at, step);
          wrong = run (setting, fewer);
          if (wrong == NULL)
            {
              at++;
              continue;
            }
          g_array_unref (least);
          least = g_steal_pointer (&fewer);
        }
    }
  return least;
}

static void
try_one (const Setting *setting, gboolean erase)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (setting->seed);
  g_autoptr (GArray) moves = ear_moves_random (rand, N_MOVES, setting->n_devices, setting->n_fields, erase);
  g_autofree char *wrong = run (setting, moves);

  if (wrong != NULL)
    {
      g_autoptr (GArray) least = shrink (setting, moves);
      g_autofree char *why = run (setting, least);
      g_autofree char *text = ear_moves_describe (least);

      g_error ("With %u laptops, %u fields, seed %u: %s. The fewest moves that go wrong (%s):\n%s", setting->n_devices,
               setting->n_fields, setting->seed, wrong, why, text);
    }
}

static void
test_random (gconstpointer erase)
{
  guint n = g_test_thorough () ? 20000 : 500;

  for (guint i = 0; i < n; i++)
    {
      Setting setting = { (guint32) g_test_rand_int (), (guint) g_test_rand_int_range (2, EAR_WORLD_MAX_DEVICES + 1),
                          (guint) g_test_rand_int_range (1, G_N_ELEMENTS (fields) + 1) };

      try_one (&setting, GPOINTER_TO_INT (erase));
    }
}

/* --- The rules, one by one, as a person would tell them --- */

static EarRecord *
written (const EarRecord *from, guint8 device, guint64 ms, guint field, const char *value)
{
  EarRecord *record = ear_record_copy (from);
  EarStamp stamp = { ear_clock_make (ms, 0), EAR_ID_NONE };
  g_auto (EarJoin) join = { 0 };

  stamp.device.bytes[0] = device;
  ear_record_set (record, field, value);
  ear_record_stamp (record, &stamp);
  ear_record_join (record, from, &join);
  return record;
}

static void
test_chain_is_no_conflict (void)
{
  g_autoptr (EarRecord) none = ear_record_new (EAR_KIND_SESSION);
  g_autoptr (EarRecord) a = written (none, 1, 1000, EAR_SESSION_TITLE, "One");
  /* Each saw the one before; the clocks run backwards. */
  g_autoptr (EarRecord) b = written (a, 2, 900, EAR_SESSION_TITLE, "Two");
  g_autoptr (EarRecord) c = written (b, 3, 800, EAR_SESSION_TITLE, "Three");
  g_autoptr (EarRecord) end = joined (a, c);

  g_assert_cmpstr (ear_record_get (end, EAR_SESSION_TITLE), ==, "Three");
  g_assert_false (ear_field_in_conflict (&end->fields[EAR_SESSION_TITLE]));
  g_assert_true (joins_to (c, a, end));
  g_assert_true (joins_to (end, b, end));
}

static void
test_blind_edits_conflict (void)
{
  g_autoptr (EarRecord) none = ear_record_new (EAR_KIND_SESSION);
  g_autoptr (EarRecord) a = written (none, 1, 1000, EAR_SESSION_TITLE, "One");
  g_autoptr (EarRecord) b = written (a, 2, 2000, EAR_SESSION_TITLE, "Two");
  g_autoptr (EarRecord) c = written (a, 3, 3000, EAR_SESSION_TITLE, "Three");
  g_autoptr (EarRecord) other_field = written (a, 4, 4000, EAR_SESSION_VENUE, "Library");
  g_autoptr (EarRecord) same = written (a, 5, 5000, EAR_SESSION_TITLE, "Two");
  g_autoptr (EarRecord) both = joined (b, c);
  g_autoptr (EarRecord) apart = joined (b, other_field);
  g_autoptr (EarRecord) agreed = joined (b, same);
  g_autoptr (EarRecord) decided = written (both, 1, 2500, EAR_SESSION_TITLE, "Decided");
  g_autoptr (EarRecord) late = joined (decided, b);

  g_assert_cmpstr (ear_record_get (both, EAR_SESSION_TITLE), ==, "Three");
  g_assert_true (ear_field_in_conflict (&both->fields[EAR_SESSION_TITLE]));
  g_assert_cmpuint (both->fields[EAR_SESSION_TITLE].rivals->len, ==, 1);
  g_assert_false (ear_field_in_conflict (&apart->fields[EAR_SESSION_TITLE]));
  g_assert_false (ear_field_in_conflict (&agreed->fields[EAR_SESSION_TITLE]));
  g_assert_false (ear_field_in_conflict (&decided->fields[EAR_SESSION_TITLE]));
  g_assert_true (ear_record_same_state (late, decided));
}

/* A device whose stale window is saved takes over what its other window had seen; or else a third device could
 * come to another state by another road. */
static void
test_stale_window (void)
{
  g_autoptr (EarRecord) none = ear_record_new (EAR_KIND_SESSION);
  g_autoptr (EarRecord) start = written (none, 1, 1000, EAR_SESSION_TITLE, "One");
  g_autoptr (EarRecord) theirs = written (start, 2, 2000, EAR_SESSION_TITLE, "Theirs");
  g_autoptr (EarRecord) ours = written (theirs, 1, 3000, EAR_SESSION_TITLE, "Ours, having seen theirs");
  g_autoptr (EarRecord) stale = ear_record_copy (start);
  g_autoptr (EarRecord) here = NULL;
  EarStamp stamp = { ear_clock_make (4000, 0), ours->fields[EAR_SESSION_TITLE].shown.stamp.device };

  ear_record_set (stale, EAR_SESSION_TITLE, "Ours, from the stale window");
  ear_record_stamp (stale, &stamp);
  here = joined (ours, stale);
  g_assert_cmpstr (ear_record_get (here, EAR_SESSION_TITLE), ==, "Ours, from the stale window");
  g_assert_true (joins_to (theirs, here, here));
  g_assert_true (joins_to (here, theirs, here));
}

static void
test_erasure_wins (void)
{
  g_autoptr (EarRecord) none = ear_record_new (EAR_KIND_SESSION);
  g_autoptr (EarRecord) early = written (none, 1, 1000, EAR_SESSION_TITLE, "One");
  g_autoptr (EarRecord) late = written (early, 2, G_GUINT64_CONSTANT (99999999999), EAR_SESSION_TITLE, "Much later");
  g_autoptr (EarRecord) erased = ear_record_new_with_id (EAR_KIND_SESSION, &none->id);

  erased->erased = TRUE;
  g_assert_true (joins_to (early, erased, erased));
  g_assert_true (joins_to (erased, early, erased));
  g_assert_true (joins_to (late, erased, erased));
  g_assert_true (joins_to (erased, late, erased));
}

/* No honest laptop writes two values that had each seen the other. A file may claim it; the field keeps a value
 * all the same, whichever comes first. */
static void
test_forged_circle (void)
{
  g_autoptr (EarRecord) none = ear_record_new (EAR_KIND_SESSION);
  g_autoptr (EarRecord) a = written (none, 1, 1000, EAR_SESSION_TITLE, "One");
  g_autoptr (EarRecord) b = written (none, 2, 1000, EAR_SESSION_TITLE, "Two");
  g_autoptr (EarRecord) ab = NULL;
  EarVersion *one = &a->fields[EAR_SESSION_TITLE].shown, *other = &b->fields[EAR_SESSION_TITLE].shown;

  ear_seen_add (&one->seen, &other->stamp);
  ear_seen_add (&other->seen, &one->stamp);
  ab = joined (a, b);
  g_assert_cmpstr (ear_record_get (ab, EAR_SESSION_TITLE), ==, "Two");
  g_assert_true (joins_to (b, a, ab));
  g_assert_true (joins_to (ab, a, ab));
  g_assert_true (joins_to (ab, b, ab));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/model/join/random", GINT_TO_POINTER (FALSE), test_random);
  g_test_add_data_func ("/model/join/random-with-erasure", GINT_TO_POINTER (TRUE), test_random);
  g_test_add_func ("/model/join/chain-is-no-conflict", test_chain_is_no_conflict);
  g_test_add_func ("/model/join/blind-edits-conflict", test_blind_edits_conflict);
  g_test_add_func ("/model/join/stale-window", test_stale_window);
  g_test_add_func ("/model/join/erasure-wins", test_erasure_wins);
  g_test_add_func ("/model/join/forged-circle", test_forged_circle);
  return g_test_run ();
}
