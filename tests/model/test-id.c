/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Record identities: what makes them unique, ordered, and the same on devices that never met. */
#include "ear-hash.h"
#include "ear-id.h"

#include <string.h>

#define EXAMPLE "0190a5d4-6f3b-7c21-8def-00112233aabb"

static void
test_new (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  guint64 before = (guint64) (g_get_real_time () / 1000);

  for (int i = 0; i < 5000; i++)
    {
      EarId id = ear_id_new ();
      guint64 ms = 0;

      for (int j = 0; j < 6; j++)
        ms = ms << 8 | id.bytes[j];
      g_assert_cmpuint (ms, >=, before);
      g_assert_cmpuint (ms, <=, (guint64) (g_get_real_time () / 1000));
      g_assert_cmpuint (id.bytes[6] >> 4, ==, 7);
      g_assert_cmpuint (id.bytes[8] >> 6, ==, 2);
      g_assert_true (g_hash_table_add (seen, g_memdup2 (&id, sizeof id)));
    }
}

static void
test_round_trip (void)
{
  for (int i = 0; i < 5000; i++)
    {
      EarId id, back;
      char text[EAR_ID_TEXT_SIZE];

      for (int j = 0; j < EAR_ID_BYTES; j++)
        id.bytes[j] = (guint8) g_test_rand_int_range (0, 256);
      g_assert_true (ear_id_parse (ear_id_format (&id, text), &back));
      g_assert_true (ear_id_equal (&id, &back));
      g_assert_cmpuint (ear_id_hash (&id), ==, ear_id_hash (&back));
    }
}

static void
test_refused (void)
{
  static const char *const refused[] = {
    "",
    "0190a5d4-6f3b-7c21-8def-00112233aab",
    EXAMPLE "0",
    " " EXAMPLE,
    EXAMPLE "\n",
    "0190A5D4-6f3b-7c21-8def-00112233aabb",
    "0190a5d4-6f3b-7c21-8def-00112233aabg",
    "0190a5d46f3b-7c21-8def-000112233-aabb",
    "{190a5d4-6f3b-7c21-8def-00112233aabb",
    "0190a5d4_6f3b_7c21_8def_00112233aabb",
    "0190a5d46f3b7c218def00112233aabb",
    "urn:uuid:" EXAMPLE,
  };
  EarId id;

  g_assert_false (ear_id_parse (NULL, &id));
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (ear_id_parse (refused[i], &id));
  g_assert_true (ear_id_parse (EXAMPLE, &id));
}

/* Worked out by another program: other copies of Earshot must come to the same ids for ever. */
static void
test_derive (void)
{
  EarId id = ear_id_derive ((const char *[]){ "theme", "trust", NULL });
  EarId none = EAR_ID_NONE, all;
  g_autofree char *text = ear_id_to_string (&id);
  g_autofree char *link_text = NULL;

  g_assert_cmpstr (text, ==, "95116204-22b3-85a8-a6c0-b45f10b1cd82");

  memset (&all, 0xff, sizeof all);
  id = ear_id_derive_link ("session-group", &none, &all);
  link_text = ear_id_to_string (&id);
  g_assert_cmpstr (link_text, ==, "2bc86046-564b-8fca-be48-ad2ab349db6a");
}

static void
test_derive_tells_apart (void)
{
  EarId ids[] = {
    ear_id_derive ((const char *[]){ "ab", "c", NULL }),
    ear_id_derive ((const char *[]){ "a", "bc", NULL }),
    ear_id_derive ((const char *[]){ "abc", NULL }),
    ear_id_derive ((const char *[]){ "abc", "", NULL }),
    ear_id_derive ((const char *[]){ "c", "ab", NULL }),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      for (gsize j = 0; j < i; j++)
        g_assert_false (ear_id_equal (&ids[i], &ids[j]));
    }
}

static void
test_order (void)
{
  EarId low = EAR_ID_NONE, high = EAR_ID_NONE;

  g_assert_true (ear_id_is_none (&low));
  low.bytes[15] = 0x7f;
  high.bytes[15] = 0x80;
  g_assert_cmpint (ear_id_compare (&low, &high), <, 0);
  g_assert_cmpint (ear_id_compare (&high, &low), >, 0);
  low.bytes[0] = 1;
  g_assert_cmpint (ear_id_compare (&low, &high), >, 0);
  g_assert_false (ear_id_is_none (&high));
}

/* Whoever chooses ids or names cannot make a table slow with them. */
static void
test_hash (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < 1024; i++)
    {
      EarId id = EAR_ID_NONE;
      g_autoptr (GString) name = g_string_new (NULL);

      /* These differ in their first bytes alone, and g_str_hash() gives all of these names one hash. */
      id.bytes[0] = (guint8) (i >> 8);
      id.bytes[1] = (guint8) i;
      for (guint bit = 0; bit < 10; bit++)
        g_string_append (name, i >> bit & 1 ? "Ez" : "FY");
      g_assert_cmpuint (g_str_hash (name->str), ==, g_str_hash ("FYFYFYFYFYFYFYFYFYFY"));
      g_assert_cmpuint (ear_text_hash (name->str), ==, ear_hash_bytes (name->str, name->len));
      g_hash_table_add (ids, GUINT_TO_POINTER (ear_id_hash (&id) & 0xffff));
      g_hash_table_add (names, GUINT_TO_POINTER (ear_text_hash (name->str) & 0xffff));
    }
  g_assert_cmpuint (g_hash_table_size (ids), >, 900);
  g_assert_cmpuint (g_hash_table_size (names), >, 900);
  g_assert_cmpuint (ear_text_hash ("a"), !=, ear_hash_bytes ("a", 2));
}

/* More than a millisecond has places for, too. */
static void
test_one_after_another (void)
{
  EarId before = ear_id_new ();

  for (guint i = 0; i < 20000; i++)
    {
      EarId id = ear_id_new ();

      g_assert_cmpint (ear_id_compare (&before, &id), <, 0);
      before = id;
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/id/new", test_new);
  g_test_add_func ("/model/id/one-after-another", test_one_after_another);
  g_test_add_func ("/model/id/round-trip", test_round_trip);
  g_test_add_func ("/model/id/refused", test_refused);
  g_test_add_func ("/model/id/derive", test_derive);
  g_test_add_func ("/model/id/derive-tells-apart", test_derive_tells_apart);
  g_test_add_func ("/model/id/order", test_order);
  g_test_add_func ("/model/id/hash", test_hash);
  return g_test_run ();
}
