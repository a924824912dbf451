/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Themes by what is typed after #. */
#include "ear-theme-finder.h"

static EarTreeRow rows[] = {
  { .name = (char *) "Being listened to", .slug = (char *) "listening", .voices = 9 },
  { .name = (char *) "Carers as partners", .slug = (char *) "carers-as-partners", .voices = 2 },
  { .name = (char *) "Timely access", .slug = (char *) "access", .voices = 12 },
  { .name = (char *) "Partners in care", .voices = 5 },
};

static GPtrArray *
themes (void)
{
  GPtrArray *all = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_ptr_array_add (all, &rows[i]);
  return all;
}

static void
test_find (void)
{
  g_autoptr (GPtrArray) all = themes ();

  g_assert_true (ear_theme_find (all, "listening") == &rows[0]);
  g_assert_true (ear_theme_find (all, "Being-Listened-To.") == &rows[0]);
  g_assert_true (ear_theme_find (all, "partners-in-care") == &rows[3]);
  g_assert_null (ear_theme_find (all, "listen"));
  g_assert_null (ear_theme_find (all, ""));
  g_assert_null (ear_theme_find (NULL, "listening"));
}

static void
assert_suggests (const char *typed, const EarTreeRow *first, guint n)
{
  g_autoptr (GPtrArray) all = themes ();
  g_autoptr (GPtrArray) suggested = ear_theme_suggest (all, NULL, typed, 3);

  g_test_message ("%s", typed);
  g_assert_cmpuint (suggested->len, ==, n);
  if (n > 0)
    g_assert_true (suggested->pdata[0] == first);
}

static void
test_suggest (void)
{
  assert_suggests ("", &rows[2], 3);
  assert_suggests ("list", &rows[0], 1);
  assert_suggests ("part", &rows[3], 2);
  assert_suggests ("car-par", &rows[1], 1);
  assert_suggests ("acs", &rows[2], 1);
  assert_suggests ("zebra", NULL, 0);
}

/* What was just used comes before what fits as well, but not before what fits better, and not for ever. */
static void
test_just_used (void)
{
  g_autoptr (GPtrArray) all = themes (), suggested = NULL, fitting = NULL;
  g_autoptr (GArray) just_used = g_array_new (FALSE, FALSE, sizeof (EarId));

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i].id = ear_id_new ();
  g_array_append_val (just_used, rows[1].id);
  suggested = ear_theme_suggest (all, just_used, "", 3);
  g_assert_true (suggested->pdata[0] == &rows[1]);
  g_assert_true (suggested->pdata[1] == &rows[2]);
  g_assert_true (suggested->pdata[2] == &rows[0]);
  fitting = ear_theme_suggest (all, just_used, "part", 3);
  g_assert_true (fitting->pdata[0] == &rows[3]);
  for (guint i = 0; i < 7; i++)
    g_array_prepend_val (just_used, rows[3].id);
  g_clear_pointer (&suggested, g_ptr_array_unref);
  suggested = ear_theme_suggest (all, just_used, "", 4);
  g_assert_true (suggested->pdata[0] == &rows[3]);
  g_assert_true (suggested->pdata[3] == &rows[1]);
}

static void
test_word (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) all = themes ();
      g_autofree char *word = ear_theme_word (&rows[i]);

      g_assert_true (ear_theme_find (all, word) == &rows[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/themes/find", test_find);
  g_test_add_func ("/app/themes/suggest", test_suggest);
  g_test_add_func ("/app/themes/just-used", test_just_used);
  g_test_add_func ("/app/themes/word", test_word);
  return g_test_run ();
}
