/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A group that stood below that of a part does so no more: what may be done with its voices reaches who has them from earlier parts. */
#include <string.h>

#include "group-office.h"

static void
set_parent (Office *office, const EarRecord *group, const EarRecord *parent)
{
  char id[EAR_ID_TEXT_SIZE];

  world_set (office->store, EAR_KIND_GROUP, &group->id, EAR_GROUP_PARENT, parent == NULL ? NULL : ear_id_format (&parent->id, id));
}

static void
delete_group (Office *office, const EarRecord *group)
{
  g_autoptr (GError) error = NULL;

  ear_store_set_deleted (office->store, EAR_KIND_GROUP, &group->id, TRUE, &error);
  g_assert_no_error (error);
}

static void
group_is_moved (Office *office, const EarRecord *middle G_GNUC_UNUSED, const EarRecord *below)
{
  set_parent (office, below, office->other_group);
}

static void
group_is_deleted (Office *office, const EarRecord *middle G_GNUC_UNUSED, const EarRecord *below)
{
  delete_group (office, below);
}

/* … with what stands below it. */
static void
middle_is_moved (Office *office, const EarRecord *middle, const EarRecord *below G_GNUC_UNUSED)
{
  set_parent (office, middle, NULL);
}

/* The moved group is below one that stood there, too, when it was there. */
static void
both_are_moved (Office *office, const EarRecord *middle, const EarRecord *below)
{
  set_parent (office, below, office->other_group);
  set_parent (office, middle, NULL);
  delete_group (office, middle);
}

/* A part can be asked for all the same: it tells whoever had one before what may be done with it now. */
static void
asked_is_deleted (Office *office, const EarRecord *middle G_GNUC_UNUSED, const EarRecord *below G_GNUC_UNUSED)
{
  delete_group (office, office->group);
}

static void
voice_takes_back (Office *office, const char *permission)
{
  world_set (office->store, EAR_KIND_CONTRIBUTION, &office->voice->id, EAR_CONTRIBUTION_PERMISSION, permission);
}

static void
speaker_takes_back (Office *office, const char *permission)
{
  world_set (office->store, EAR_KIND_PARTICIPANT, &office->speaker->id, EAR_PARTICIPANT_PERMISSION, permission);
}

static void
session_takes_back (Office *office, const char *permission)
{
  world_set (office->store, EAR_KIND_SESSION, &office->session->id, EAR_SESSION_PERMISSION, permission);
}

static void
voice_is_of_group (Office *office, const EarRecord *group)
{
  office_voice_is_of (office, group);
}

static void
speaker_is_of_group (Office *office, const EarRecord *group)
{
  office_give (office, EAR_CONTRIBUTION_PARTICIPANT, office->speaker);
  office_speaker_is_of (office, office->speaker, group);
}

static void
session_is_with_group (Office *office, const EarRecord *group)
{
  office_session_is_with (office, office->session, group, 12);
}

typedef struct
{
  const char *name;
  void (*come) (Office *office, const EarRecord *group);
  void (*leave) (Office *office, const EarRecord *middle, const EarRecord *below);
  void (*take_back) (Office *office, const char *permission);
} GroupWay;

static const GroupWay group_ways[] = {
  { "group-moved", voice_is_of_group, group_is_moved, voice_takes_back },
  { "group-deleted", voice_is_of_group, group_is_deleted, voice_takes_back },
  { "middle-moved", voice_is_of_group, middle_is_moved, voice_takes_back },
  { "both-moved", voice_is_of_group, both_are_moved, voice_takes_back },
  { "asked-group-deleted", voice_is_of_group, asked_is_deleted, voice_takes_back },
  { "speakers-group-moved", speaker_is_of_group, group_is_moved, speaker_takes_back },
  { "speakers-group-deleted", speaker_is_of_group, group_is_deleted, speaker_takes_back },
  { "sessions-group-moved", session_is_with_group, group_is_moved, session_takes_back },
  { "sessions-group-deleted", session_is_with_group, group_is_deleted, session_takes_back },
};

static void
permission_there (EarStore *store, const char *permission)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM permissions WHERE permission = '%s'", permission);

  g_assert_cmpuint (world_count (store, sql), ==, 1);
}

static void
test_group_way (gconstpointer data)
{
  static const char *const permissions[] = { "quote", "paraphrase", "count", "internal" };
  const GroupWay *way = data;
  g_auto (Office) office = { 0 };
  g_autoptr (EarStore) had_it = NULL;
  g_autoptr (EarRecord) middle = NULL, below = NULL;
  g_autofree char *before = NULL, *left = NULL;

  office_open (&office);
  had_it = ear_test_store (office.folder, "b");
  middle = office_add (office.store, EAR_KIND_GROUP, EAR_GROUP_NAME, "Parent carers");
  below = office_add (office.store, EAR_KIND_GROUP, EAR_GROUP_NAME, "Young parent carers");
  set_parent (&office, middle, office.group);
  set_parent (&office, below, middle);
  way->come (&office, below);
  way->take_back (&office, permissions[0]);
  before = office_export (&office);
  g_assert_nonnull (strstr (before, WORDS));
  world_must_merge (had_it, before, NULL);
  permission_there (had_it, permissions[0]);

  way->leave (&office, middle, below);
  left = office_export (&office);
  g_assert_null (strstr (left, WORDS));
  world_must_merge (had_it, left, NULL);
  for (guint i = 1; i < G_N_ELEMENTS (permissions); i++)
    {
      g_autofree char *after = NULL;

      way->take_back (&office, permissions[i]);
      after = office_export (&office);
      g_assert_null (strstr (after, WORDS));
      g_assert_null (strstr (after, LABEL));
      world_must_merge (had_it, after, NULL);
      permission_there (had_it, permissions[i]);
    }
  office_assert_kept_back (&office, had_it);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (group_ways); i++)
    {
      g_autofree char *path = g_strdup_printf ("/exchange/group-moves/%s", group_ways[i].name);

      g_test_add_data_func (path, &group_ways[i], test_group_way);
    }
  return g_test_run ();
}
