/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Targets judged on random workbooks, whose voices are counted by plain loops over the records. */
#include <stdlib.h>
#include <string.h>

#include "ear-coverage.h"
#include "ear-matters.h"
#include "insight-world.h"

static EarId
put_target (World *world, const EarId *group, const EarId *place, const char *from, const char *until, guint voices, guint sessions)
{
  EarRecord *target = ear_record_new (EAR_KIND_TARGET);

  if (group != NULL)
    ear_record_set_id (target, EAR_TARGET_GROUP, group);
  if (place != NULL)
    ear_record_set_id (target, EAR_TARGET_PLACE, place);
  ear_record_set (target, EAR_TARGET_FROM, from);
  ear_record_set (target, EAR_TARGET_UNTIL, until);
  ear_record_set_integer (target, EAR_TARGET_VOICES, voices);
  if (sessions > 0)
    ear_record_set_integer (target, EAR_TARGET_SESSIONS, sessions);
  return world_put (world, target);
}

static const EarId *
id_of (World *world, EarKind kind, guint i)
{
  return &((EarRecord *) g_ptr_array_index (world->records[kind], i))->id;
}

static gboolean
has_heading (World *world, const EarRecord *voice, EarDimension dimension, const EarId *id)
{
  g_autofree char *text = ear_id_to_string (id);

  return ear_id_is_none (id) || g_hash_table_contains (world_headings_of (world, voice, dimension, EAR_PERIOD_MONTH, NULL), text);
}

/* By days; of a year or a month alone all of it. */
static gboolean
is_in_time (World *world, const EarRecord *voice, const char *from, const char *until)
{
  const char *happened = world_happened (world, voice);
  g_autofree char *first = NULL, *last = NULL;

  if (from == NULL && until == NULL)
    return TRUE;
  if (happened == NULL)
    return FALSE;
  first = g_strconcat (happened, strlen (happened) == 4 ? "-01-01" : strlen (happened) == 7 ? "-01" : "", NULL);
  last = g_strconcat (happened, strlen (happened) == 4 ? "-12-31" : "", NULL);
  if (strlen (last) == 7)
    {
      g_autofree char *month = g_steal_pointer (&last);

      g_assert_true (ear_period_day (month, TRUE, &last));
    }
  return (from == NULL || strncmp (first, from, 10) >= 0) && (until == NULL || strncmp (last, until, 10) <= 0);
}

static guint
count_target (World *world, const EarTargetRow *target)
{
  guint n = 0;

  for (guint i = 0; i < world->records[EAR_KIND_CONTRIBUTION]->len; i++)
    {
      const EarRecord *voice = g_ptr_array_index (world->records[EAR_KIND_CONTRIBUTION], i);

      n += world_is_voice (world, voice) && has_heading (world, voice, EAR_DIMENSION_GROUP, &target->group)
           && has_heading (world, voice, EAR_DIMENSION_PLACE, &target->place) && is_in_time (world, voice, target->from, target->until);
    }
  return n;
}

static void
test_targets (void)
{
  g_autoptr (World) world = world_new_random ();
  g_autoptr (EarCoverage) coverage = NULL;
  g_autoptr (GError) error = NULL;
  guint n_heard = 0;

  for (guint i = 0; i < 24; i++)
    put_target (world, i % 4 == 0 ? NULL : id_of (world, EAR_KIND_GROUP, i % world->records[EAR_KIND_GROUP]->len),
                i % 3 == 0 ? NULL : id_of (world, EAR_KIND_PLACE, i % world->records[EAR_KIND_PLACE]->len), i % 2 == 0 ? NULL : "2021-04-01",
                i % 5 == 0 ? NULL : "2022-03-31", 1 + i, i % 6);
  world_reload (world);
  coverage = ear_coverage_load (world->store, "2021-04-01", "2022-03-31", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (coverage->targets->len, >, 8);
  for (guint i = 0; i < coverage->targets->len; i++)
    {
      const EarTargetRow *target = g_ptr_array_index (coverage->targets, i);

      g_assert_cmpuint (target->heard.contributions, ==, count_target (world, target));
      g_assert_cmpint (target->reached == EAR_REACHED_ALL, ==, target->heard.contributions >= target->voices);
      g_assert_true (target->reached == EAR_REACHED_ALL || target->sessions_needed > 0);
      g_assert_true (target->heard.contributions < target->voices || target->heard.sessions < target->sessions || target->sessions_needed == 0);
      n_heard += target->heard.contributions;
    }
  g_assert_cmpuint (n_heard, >, 0);
}

static void
test_reached (void)
{
  g_assert_cmpint (ear_reached (0, 10), ==, EAR_REACHED_NOTHING);
  g_assert_cmpint (ear_reached (3, 10), ==, EAR_REACHED_LITTLE);
  g_assert_cmpint (ear_reached (4, 10), ==, EAR_REACHED_SOME);
  g_assert_cmpint (ear_reached (7, 10), ==, EAR_REACHED_MOST);
  g_assert_cmpint (ear_reached (10, 10), ==, EAR_REACHED_ALL);
  g_assert_cmpint (ear_reached (4000000000u, 4294967295u), ==, EAR_REACHED_MOST);
}

/* Whoever has a target and was not heard is told first; a group that was heard is not told. */
static void
test_not_heard (void)
{
  g_autoptr (World) world = world_new_empty ();
  EarRecord *group = ear_record_new (EAR_KIND_GROUP), *silent = ear_record_new (EAR_KIND_GROUP);
  EarRecord *place = ear_record_new (EAR_KIND_PLACE);
  g_autoptr (EarRecord) session = ear_test_session (world->store, "Carers' morning");
  g_autoptr (EarRecord) voice = ear_test_voice (world->store, session, "Nobody asks how I am");
  g_autoptr (EarCoverage) coverage = NULL;
  g_autoptr (GPtrArray) list = NULL;
  EarRecord *link = ear_record_new (EAR_KIND_CONTRIBUTION_GROUP);
  EarId heard, town;

  ear_record_set (group, EAR_GROUP_NAME, "Carers");
  ear_record_set (silent, EAR_GROUP_NAME, "African men");
  ear_record_set (place, EAR_PLACE_NAME, "Basildon");
  heard = world_put (world, group);
  world_put (world, silent);
  town = world_put (world, place);
  ear_record_set_id (link, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, &voice->id);
  ear_record_set_id (link, EAR_CONTRIBUTION_GROUP_GROUP, &heard);
  world_put (world, link);
  put_target (world, &heard, &town, NULL, NULL, 5, 0);
  coverage = ear_coverage_load (world->store, NULL, NULL, NULL);
  list = ear_coverage_not_heard (coverage);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((EarNotHeard *) list->pdata[0])->text, ==, "Carers in Basildon");
  g_assert_cmpstr (((EarNotHeard *) list->pdata[1])->text, ==, "African men");
  g_assert_cmpuint (((EarTargetRow *) coverage->targets->pdata[0])->sessions_needed, ==, 5);
}

/* The newest of the years in which something was said. */
static int
newest_year (World *world)
{
  int year = 0;

  for (guint i = 0; i < world->records[EAR_KIND_CONTRIBUTION]->len; i++)
    {
      const EarRecord *voice = g_ptr_array_index (world->records[EAR_KIND_CONTRIBUTION], i);
      const char *happened = world_is_voice (world, voice) ? world_happened (world, voice) : NULL;

      if (happened != NULL)
        year = MAX (year, atoi (happened));
    }
  return year;
}

/* The number of themes that are told to occur together, between days or, with NULL, at any time. */
static guint
check_together (World *world, const EarMatters *matters, const char *from, const char *to)
{
  for (guint i = 0; i < matters->together->len; i++)
    {
      const EarTogether *pair = g_ptr_array_index (matters->together, i);
      EarVoiceFilter both = { .theme = &pair->one->id, .also_theme = &pair->other->id, .from = from, .to = to };

      g_assert_cmpint (pair->both, ==, ear_voice_count (world->store, &both, NULL));
    }
  return matters->together->len;
}

/* The number of voices that were found under themes. */
static guint
check_matters (World *world)
{
  g_autoptr (EarMatters) matters = ear_matters_load (world->store, EAR_PERIOD_YEAR, FALSE, NULL, NULL);
  g_autofree char *label = g_strdup_printf ("%d", newest_year (world)), *before_label = g_strdup_printf ("%d", newest_year (world) - 1);
  g_autofree char *from = g_strconcat (label, "-01-01", NULL), *to = g_strconcat (label, "-12-31", NULL);
  g_autofree char *before_from = g_strconcat (before_label, "-01-01", NULL), *before_to = g_strconcat (before_label, "-12-31", NULL);
  guint n = 0;

  g_assert_cmpstr (matters->label, ==, label);
  g_assert_cmpstr (matters->before_label, ==, before_label);
  for (guint i = 0; i < matters->matters->len; i++)
    {
      const EarMatter *matter = g_ptr_array_index (matters->matters, i);
      EarVoiceFilter now = { .theme = &matter->theme->id, .from = from, .to = to };
      EarVoiceFilter before = { .theme = &matter->theme->id, .from = before_from, .to = before_to };

      g_assert_cmpint (matter->now.of, ==, ear_voice_count (world->store, &now, NULL));
      g_assert_cmpint (matter->before.of, ==, ear_voice_count (world->store, &before, NULL));
      g_assert_cmpuint (matter->now.all, ==, matters->total.contributions);
      n += matter->now.of;
    }
  check_together (world, matters, from, to);
  return n;
}

/* Shares of the newest period and the one before are those of two tables under filters. One random workbook may have nothing
 * coded in its newest year, and few have themes that go together: so many are made that all of them without is no chance. */
static void
test_matters (void)
{
  guint n_coded = 0, n_together = 0;

  for (guint i = 0; i < 8 || (n_together == 0 && i < 80); i++)
    {
      g_autoptr (World) world = world_new_random ();
      g_autoptr (EarMatters) always = ear_matters_load (world->store, EAR_PERIOD_YEAR, TRUE, NULL, NULL);

      n_coded += check_matters (world);
      n_together += check_together (world, always, NULL, NULL);
    }
  g_assert_cmpuint (n_coded, >, 0);
  g_assert_cmpuint (n_together, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/insight/coverage/targets", test_targets);
  g_test_add_func ("/insight/coverage/reached", test_reached);
  g_test_add_func ("/insight/coverage/not-heard", test_not_heard);
  g_test_add_func ("/insight/matters/shares", test_matters);
  return g_test_run ();
}
