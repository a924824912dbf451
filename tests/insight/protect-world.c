/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protect-world.h"

#define NONE_PLACE (N_PLACES - 1)
#define NONE_FEELING (N_FEELINGS - 1)

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

const ProtectHeading protect_headings[N_HEADINGS] = {
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

static ProtectStands
find_stands (const char *key, EarDimension dimension)
{
  for (gsize i = 0; i < N_HEADINGS; i++)
    {
      if (protect_headings[i].dimension == dimension && g_str_equal (protect_headings[i].key, key))
        return protect_headings[i].stands;
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

static Voice
random_voice (const People *people)
{
  /* Of few kinds: so that kinds of sessions, which are sets of kinds of voices, are not too many to think of. */
  return people->few ? (Voice) { random_skewed (N_PLACES - 1), random_skewed (N_FEELINGS - 1), random_bits (N_THEMES - 1),
                                 random_bits (N_GROUPS), random_skewed (people->n_sessions) }
                     : (Voice) { random_skewed (N_PLACES), random_skewed (N_FEELINGS), random_bits (N_THEMES), random_bits (N_GROUPS),
                                 random_skewed (people->n_sessions) };
}

People *
people_new_random (guint n, guint n_sessions, gboolean few)
{
  People *people = g_new0 (People, 1);

  people->voices = g_array_new (FALSE, FALSE, sizeof (Voice));
  people->n_sessions = n_sessions;
  people->few = few;
  people_add (people, n);
  return people;
}

void
people_add (People *people, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      Voice voice = random_voice (people);

      g_array_append_val (people->voices, voice);
    }
}

/* Somebody takes back what they said; the last one stays. */
void
people_remove (People *people, guint n)
{
  for (guint i = 0; i < n && people->voices->len > 1; i++)
    g_array_remove_index_fast (people->voices, (guint) g_test_rand_int_range (0, (gint32) people->voices->len));
}

/* What was said is coded otherwise, or turns out to have been said elsewhere; when it was said stays. */
void
people_recode (People *people, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      Voice *voice = &g_array_index (people->voices, Voice, g_test_rand_int_range (0, (gint32) people->voices->len));
      Voice other = random_voice (people);

      if (g_test_rand_int_range (0, 3) > 0)
        voice->themes = other.themes;
      else
        *voice = (Voice) { other.place, other.feeling, voice->themes, other.groups, voice->session };
    }
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
count_both (const People *people, ProtectStands row, ProtectStands column)
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

  for (gsize i = 0; i < N_HEADINGS; i++)
    {
      EarHeading *heading;

      if (protect_headings[i].dimension != dimension
          || (!with_empty && count_both (people, protect_headings[i].stands, anybody).contributions == 0))
        continue;
      heading = g_new0 (EarHeading, 1);
      heading->key = g_strdup (protect_headings[i].key);
      heading->label = g_strdup (protect_headings[i].key);
      heading->depth = protect_headings[i].depth;
      g_ptr_array_add (headings, heading);
    }
  return headings;
}

static ProtectStands
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
