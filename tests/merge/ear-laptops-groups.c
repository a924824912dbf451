/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who spoke, and which groups voices, speakers and sessions are with; and a reader for each laptop and group, who gets nothing but the
 * laptop's parts of that group and must end with the truth. */
#include "ear-exchange.h"
#include "ear-laptops-private.h"

/* Made where nothing is known of it: two who do that do it unknown to each other. */
static char *
need_named (EarLaptops *self, Laptop *laptop, guint record, guint field, const char *name)
{
  EarId id = ear_laptops_record_id (record);
  g_autoptr (EarRecord) made = NULL;

  if (ear_oracle_is_here (&self->oracle, &laptop->known, record))
    return NULL;
  made = ear_record_new_with_id (ear_laptops_record_kind (record), &id);
  ear_record_set (made, field, name);
  return ear_laptops_put (self, laptop, record, made);
}

static char *
need_end (EarLaptops *self, Laptop *laptop, guint record)
{
  switch (ear_laptops_record_kind (record))
    {
    case EAR_KIND_SESSION:
      return ear_laptops_need_session (self, laptop, record);
    case EAR_KIND_PARTICIPANT:
      return need_named (self, laptop, record, EAR_PARTICIPANT_LABEL, "Somebody");
    case EAR_KIND_GROUP:
      return need_named (self, laptop, record, EAR_GROUP_NAME, "A group");
    default:
      return NULL;
    }
}

static gboolean
is_there (EarLaptops *self, const EarKnowledge *known, guint record)
{
  return ear_oracle_is_here (&self->oracle, known, record) && !ear_knowledge_has_erased (known, record);
}

/* One of the voices that are here was somebody else's, or nobody's. */
char *
ear_laptops_speak (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  guint voice = deed->record % N_VOICES;
  guint speaker = FIRST_SPEAKER + deed->other % N_SPEAKERS;
  EarId id, speaker_id = ear_laptops_record_id (speaker);
  g_autoptr (EarRecord) here = NULL;
  char *wrong;

  for (guint i = 0; i < N_VOICES && !is_there (self, &laptop->known, voice); i++)
    voice = (voice + 1) % N_VOICES;
  if (!is_there (self, &laptop->known, voice))
    return NULL;
  wrong = need_end (self, laptop, speaker);
  if (wrong != NULL)
    return wrong;
  id = ear_laptops_record_id (voice);
  here = ear_store_get (laptop->store, EAR_KIND_CONTRIBUTION, &id, NULL);
  ear_record_set_id (here, EAR_CONTRIBUTION_PARTICIPANT, deed->number % 6 == 5 ? NULL : &speaker_id);
  return ear_laptops_put (self, laptop, voice, here);
}

static void
set_ends (EarRecord *link, guint end, guint group)
{
  EarId end_id = ear_laptops_record_id (end), group_id = ear_laptops_record_id (group);

  G_STATIC_ASSERT (EAR_CONTRIBUTION_GROUP_CONTRIBUTION == 1 && EAR_PARTICIPANT_GROUP_PARTICIPANT == 1 && EAR_SESSION_GROUP_SESSION == 1
                   && EAR_CONTRIBUTION_GROUP_GROUP == 2 && EAR_PARTICIPANT_GROUP_GROUP == 2 && EAR_SESSION_GROUP_GROUP == 2);
  ear_record_set_id (link, 1, &end_id);
  ear_record_set_id (link, 2, &group_id);
}

/* A voice, a speaker or a session is of a group now, or is of it no more. */
char *
ear_laptops_belong (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  static const guint first[] = { FIRST_VOICE_GROUP, FIRST_SPEAKER_GROUP, FIRST_SESSION_GROUP };
  static const guint number[] = { N_VOICES * N_GROUPS, N_SPEAKERS * N_GROUPS, N_SESSIONS * N_GROUPS };
  guint link = first[deed->field % 3] + (deed->record + deed->other) % number[deed->field % 3];
  guint end = ear_laptops_link_end (link);
  EarId id = ear_laptops_record_id (link);
  gboolean here = ear_oracle_is_here (&self->oracle, &laptop->known, link);
  g_autoptr (EarRecord) made = NULL;
  char *wrong;

  if (ear_knowledge_has_erased (&laptop->known, link) || (end < N_VOICES && !is_there (self, &laptop->known, end)))
    return NULL;
  if (here && deed->number % 2 == 1)
    {
      made = ear_store_get (laptop->store, ear_laptops_record_kind (link), &id, NULL);
      ear_record_set_flag (made, EAR_FIELD_DELETED, TRUE);
      return ear_laptops_put (self, laptop, link, made);
    }
  wrong = need_end (self, laptop, end);
  if (wrong == NULL)
    wrong = need_end (self, laptop, ear_laptops_link_group (link));
  if (wrong != NULL)
    return wrong;
  made = ear_record_new_with_id (ear_laptops_record_kind (link), &id);
  set_ends (made, end, ear_laptops_link_group (link));
  if (made->kind == EAR_KIND_SESSION_GROUP && !here)
    ear_record_set_integer (made, EAR_SESSION_GROUP_PEOPLE, deed->number);
  return ear_laptops_put_again (self, laptop, link, made);
}

/* One that is here, below another that is here, or at the top. */
char *
ear_laptops_regroup (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  guint group = FIRST_GROUP + deed->record % N_GROUPS;
  guint above = FIRST_GROUP + deed->other % N_GROUPS;
  EarId id = ear_laptops_record_id (group), above_id = ear_laptops_record_id (above);
  g_autoptr (EarRecord) here = ear_store_get (laptop->store, EAR_KIND_GROUP, &id, NULL);

  if (here == NULL || !is_there (self, &laptop->known, above))
    return NULL;
  ear_record_set_id (here, EAR_GROUP_PARENT, deed->number % 4 == 3 ? NULL : &above_id);
  return ear_laptops_put (self, laptop, group, here);
}

/* --- Who is of a group, by the oracle's own reckoning --- */

static gboolean
is_live (EarLaptops *self, const EarKnowledge *known, guint record)
{
  const EarEvent *deleted = ear_oracle_shown (&self->oracle, known, record, EAR_FIELD_DELETED);

  return deleted != NULL && deleted->value == NULL && !ear_knowledge_has_erased (known, record);
}

static guint named_by (EarLaptops *self, const EarKnowledge *known, guint record, guint field);

/* What a group stands below, where that leads to a group that is here; else N_RECORDS. */
static guint
said_parent (EarLaptops *self, const EarKnowledge *known, guint group)
{
  guint parent = named_by (self, known, group, EAR_GROUP_PARENT);

  return parent < N_RECORDS && ear_oracle_is_here (&self->oracle, known, parent) ? parent : N_RECORDS;
}

/* Whether the way up from @group leads back to it, and by no move that was later than its own. */
static gboolean
is_latest_on_circle (EarLaptops *self, const EarKnowledge *known, guint group)
{
  const EarEvent *own = ear_oracle_shown (&self->oracle, known, group, EAR_GROUP_PARENT);
  guint at = group;

  for (guint i = 0; i <= N_GROUPS && at < N_RECORDS; i++)
    {
      const EarEvent *moved = ear_oracle_shown (&self->oracle, known, at, EAR_GROUP_PARENT);

      if (moved != NULL && ear_stamp_compare (&moved->stamp, &own->stamp) > 0)
        return FALSE;
      at = said_parent (self, known, at);
      if (at == group)
        return TRUE;
    }
  return FALSE;
}

/* Whether @group is @above or stands below it, both being live; what stands below a deleted one belongs to what that stands below. */
gboolean
ear_laptops_is_below (EarLaptops *self, const EarKnowledge *known, guint group, guint above)
{
  if (!is_live (self, known, group) || !is_live (self, known, above))
    return FALSE;
  for (guint at = group; at < N_RECORDS;)
    {
      if (at == above)
        return TRUE;
      at = is_latest_on_circle (self, known, at) ? N_RECORDS : said_parent (self, known, at);
    }
  return FALSE;
}

/* How many live links there are from @end, and whether one is with @group or one below it. */
static guint
count_links (EarLaptops *self, const EarKnowledge *known, guint end, guint group, gboolean *with)
{
  guint n = 0;

  *with = FALSE;
  for (guint link = FIRST_VOICE_GROUP; link < N_RECORDS; link++)
    {
      if (ear_laptops_link_end (link) != end || !is_live (self, known, link))
        continue;
      n++;
      *with = *with || ear_laptops_is_below (self, known, ear_laptops_link_group (link), group);
    }
  return n;
}

/* Which record a field names; N_RECORDS: none. */
static guint
named_by (EarLaptops *self, const EarKnowledge *known, guint record, guint field)
{
  const EarEvent *shown = ear_oracle_shown (&self->oracle, known, record, field);
  EarId named;

  for (guint i = 0; shown != NULL && shown->value != NULL && ear_id_parse (shown->value, &named) && i < N_RECORDS; i++)
    {
      EarId id = ear_laptops_record_id (i);

      if (ear_id_equal (&id, &named))
        return i;
    }
  return N_RECORDS;
}

gboolean
ear_laptops_is_of_group (EarLaptops *self, const EarKnowledge *known, guint voice, guint group)
{
  guint speaker = named_by (self, known, voice, EAR_CONTRIBUTION_PARTICIPANT);
  guint session = named_by (self, known, voice, EAR_CONTRIBUTION_SESSION);
  gboolean own, theirs = FALSE, with;
  guint n;

  if (!is_there (self, known, voice))
    return FALSE;
  n = count_links (self, known, voice, group, &own);
  if (speaker < N_RECORDS)
    n += count_links (self, known, speaker, group, &theirs);
  if (n > 0 || session == N_RECORDS)
    return own || theirs;
  return count_links (self, known, session, group, &with) == 1 && with;
}

/* --- A reader --- */

static gboolean
is_of_group_there (EarStore *store, guint voice, guint group)
{
  EarId voice_id = ear_laptops_record_id (voice), group_id = ear_laptops_record_id (group);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStatement) find
    = ear_store_query (store,
                       "SELECT 1 FROM voice_groups h JOIN contributions c ON c.n = h.contribution "
                       "JOIN ancestry a ON a.record_table = 'groups' AND a.node = h.\"group\" JOIN groups g ON g.n = a.ancestor "
                       "WHERE c.id = ?1 AND g.id = ?2 AND c.state = 0",
                       &error);

  g_assert_no_error (error);
  ear_statement_bind_id (find, 1, &voice_id);
  ear_statement_bind_id (find, 2, &group_id);
  return ear_statement_step (find, &error) == EAR_STEP_ROW;
}

/* Who has had all parts of the group that the laptop ever wrote now counts in it those voices that the laptop does, and knows what may
 * be done with whatever they have. */
char *
ear_laptops_tell_reader (EarLaptops *self, const Laptop *laptop, const Letter *letter, guint group)
{
  EarStore **reader = &self->readers[laptop->number][group - FIRST_GROUP];
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  if (*reader == NULL)
    {
      g_autofree char *name = g_strdup_printf ("reader-%u-%u", laptop->number, group);

      *reader = ear_laptops_blank (self, name);
    }
  if (!ear_bundle_merge (*reader, letter->path, &result, NULL, NULL, NULL, &error))
    return g_strdup_printf ("a reader could not merge a part: %s", error->message);
  for (guint voice = 0; voice < N_VOICES; voice++)
    {
      gboolean expected = ear_laptops_is_of_group (self, &laptop->known, voice, group) && is_live (self, &laptop->known, voice);

      /* Of one that may go no further nothing else is told. */
      if (ear_laptops_is_internal (self, &laptop->known, voice))
        continue;
      if (is_of_group_there (*reader, voice, group) != expected)
        return g_strdup_printf ("who gets the parts of group %u that laptop %u writes has voice %u %s it", group, laptop->number, voice,
                                expected ? "not in" : "still in");
    }
  return ear_laptops_check_reader (self, laptop, *reader);
}

/* Readers who have a part already get another one. */
char *
ear_laptops_tell_readers (EarLaptops *self, Laptop *laptop)
{
  char *wrong = NULL;

  for (guint i = 0; i < N_GROUPS && wrong == NULL; i++)
    {
      if (self->readers[laptop->number][i] != NULL)
        wrong = ear_laptops_send_group (self, laptop, FIRST_GROUP + i);
    }
  return wrong;
}
