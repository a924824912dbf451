/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a part is for, by the oracle's own reckoning: from true causality and data/schema/README.md, and nothing that the product says.
 * Which values a workbook once saw the oracle does not know, so what is told of voices that a part is not about has to be in it only as
 * far as it follows from values that stand; that no more is missing a reader shows (ear-laptops-consent.c). */
#include "ear-laptops-private.h"

typedef struct
{
  EarLaptops *self;
  const EarKnowledge *known;
  const PartScope *scope;
} Reckoning;

static gboolean
is_there (const Reckoning *at, guint record)
{
  return ear_oracle_is_here (&at->self->oracle, at->known, record) && !ear_knowledge_has_erased (at->known, record);
}

static gboolean
is_deleted (const Reckoning *at, guint record)
{
  const EarEvent *deleted = ear_oracle_shown (&at->self->oracle, at->known, record, EAR_FIELD_DELETED);

  return deleted != NULL && deleted->value != NULL;
}

static gboolean
is_live (const Reckoning *at, guint record)
{
  return is_there (at, record) && !is_deleted (at, record);
}

static gboolean
event_names (const EarEvent *event, guint record)
{
  EarId id, named;

  if (event->value == NULL || !ear_id_parse (event->value, &named))
    return FALSE;
  id = ear_laptops_record_id (record);
  return ear_id_equal (&id, &named);
}

/* By the value that shows. */
static gboolean
names (const Reckoning *at, guint voice, guint field, guint record)
{
  const EarEvent *shown = ear_oracle_shown (&at->self->oracle, at->known, voice, field);

  return shown != NULL && event_names (shown, record);
}

/* By one that waits. */
static gboolean
may_name (const Reckoning *at, guint voice, guint field, guint record)
{
  g_autoptr (GPtrArray) live = ear_oracle_live (&at->self->oracle, at->known, voice, field);

  for (guint i = 1; i < live->len; i++)
    {
      if (event_names (live->pdata[i], record))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_about (const Reckoning *at, guint voice)
{
  if (!is_there (at, voice))
    return FALSE;
  return at->scope->group < N_RECORDS ? ear_laptops_is_of_group (at->self, at->known, voice, at->scope->group)
                                      : at->scope->session < N_RECORDS
                                          && names (at, voice, EAR_CONTRIBUTION_SESSION, at->scope->session);
}

/* Whether more of a voice may leave than what may be done with it and whose it is. */
static gboolean
leaves (const Reckoning *at, guint voice)
{
  return !ear_laptops_is_internal (at->self, at->known, voice);
}

/* Whether a voice that the part is about names it. */
static gboolean
is_named_in_part (const Reckoning *at, guint field, guint record)
{
  for (guint voice = 0; voice < N_VOICES; voice++)
    {
      if (is_about (at, voice) && leaves (at, voice) && names (at, voice, field, record))
        return TRUE;
    }
  return FALSE;
}

/* A session or a speaker with a live link with the group of the part. */
static gboolean
is_near (const Reckoning *at, guint end)
{
  for (guint link = FIRST_VOICE_GROUP; at->scope->group < N_RECORDS && link < N_RECORDS; link++)
    {
      if (ear_laptops_link_end (link) == end && is_live (at, link)
          && ear_laptops_is_below (at->self, at->known, ear_laptops_link_group (link), at->scope->group))
        return TRUE;
    }
  return FALSE;
}

static guint
count_links (const Reckoning *at, guint end)
{
  guint n = 0;

  for (guint link = FIRST_VOICE_GROUP; link < N_RECORDS; link++)
    n += ear_laptops_link_end (link) == end && is_live (at, link);
  return n;
}

/* In a near session with this many links: a voice that is not of the part. */
static gboolean
is_beside (const Reckoning *at, guint voice, guint session, gboolean alone)
{
  return is_there (at, voice) && !is_about (at, voice) && leaves (at, voice) && names (at, voice, EAR_CONTRIBUTION_SESSION, session) && is_near (at, session)
         && (count_links (at, session) == 1) == alone;
}

static gboolean
is_stranger (const Reckoning *at, guint voice)
{
  for (guint session = FIRST_SESSION; session < FIRST_SESSION + N_SESSIONS; session++)
    {
      if (is_beside (at, voice, session, TRUE))
        return TRUE;
    }
  return FALSE;
}

/* It may be in the part by a value that waits, or was given to another speaker since. */
static gboolean
may_have_left (const Reckoning *at, guint voice)
{
  const EarEvent *speaker = ear_oracle_shown (&at->self->oracle, at->known, voice, EAR_CONTRIBUTION_PARTICIPANT);
  const EarEvent *presence = ear_oracle_shown (&at->self->oracle, at->known, voice, EAR_FIELD_DELETED);
  gboolean given = speaker != NULL && presence != NULL && !ear_stamp_equal (&speaker->stamp, &presence->stamp);

  if (at->scope->session < N_RECORDS)
    return may_name (at, voice, EAR_CONTRIBUTION_SESSION, at->scope->session);
  for (guint i = FIRST_SESSION; i < FIRST_SESSION + N_SESSIONS; i++)
    {
      if (is_near (at, i)
          && (may_name (at, voice, EAR_CONTRIBUTION_SESSION, i) || (given && names (at, voice, EAR_CONTRIBUTION_SESSION, i))))
        return TRUE;
    }
  for (guint i = FIRST_SPEAKER; i < FIRST_SPEAKER + N_SPEAKERS; i++)
    {
      if (is_near (at, i) && may_name (at, voice, EAR_CONTRIBUTION_PARTICIPANT, i))
        return TRUE;
    }
  return FALSE;
}

static guint64
known_fields (const Reckoning *at, guint record)
{
  guint64 fields = 0;

  for (guint i = 0; i < ear_kind_info (ear_laptops_record_kind (record))->n_fields; i++)
    {
      if (ear_oracle_shown (&at->self->oracle, at->known, record, i) != NULL)
        fields |= G_GUINT64_CONSTANT (1) << i;
    }
  return fields;
}

/* What is told of a speaker or session that only says what may be done with a voice; of a link, what it connects. */
static guint64
reason_fields (EarKind kind)
{
  guint64 fields = 1 << EAR_FIELD_DELETED;
  guint permission;

  if (ear_field_from_name (kind, "permission", &permission))
    fields |= G_GUINT64_CONSTANT (1) << permission;

  for (guint i = 0; i < ear_kind_info (kind)->n_fields; i++)
    {
      if (ear_kind_info (kind)->fields[i].flags & EAR_FIELD_REQUIRED)
        fields |= G_GUINT64_CONSTANT (1) << i;
    }
  return fields;
}

static gboolean
is_taken (const Reckoning *at, guint link)
{
  return at->scope->group < N_RECORDS && is_deleted (at, link)
         && ear_laptops_is_below (at->self, at->known, ear_laptops_link_group (link), at->scope->group);
}

static gboolean
has_voice_link (const Reckoning *at, guint link)
{
  guint voice = ear_laptops_link_end (link);

  return is_about (at, voice) || is_taken (at, link) || (is_live (at, link) && is_stranger (at, voice));
}

/* Where a voice has no group of its own its speaker's say why it is not of the group of its session. */
static gboolean
has_speaker_link (const Reckoning *at, guint link)
{
  guint speaker = ear_laptops_link_end (link);

  if (is_named_in_part (at, EAR_CONTRIBUTION_PARTICIPANT, speaker) || is_taken (at, link))
    return TRUE;
  for (guint voice = 0; voice < N_VOICES && is_live (at, link); voice++)
    {
      if (is_stranger (at, voice) && names (at, voice, EAR_CONTRIBUTION_PARTICIPANT, speaker) && count_links (at, voice) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_session_link (const Reckoning *at, guint link)
{
  guint session = ear_laptops_link_end (link);

  return session == at->scope->session || is_taken (at, link)
         || (at->scope->group < N_RECORDS && ear_laptops_is_below (at->self, at->known, ear_laptops_link_group (link), at->scope->group)
             && is_named_in_part (at, EAR_CONTRIBUTION_SESSION, session));
}

/* Others were at a session of the group, or are not any more. */
static gboolean
tells_session_link (const Reckoning *at, guint link)
{
  guint session = ear_laptops_link_end (link);

  for (guint voice = 0; voice < N_VOICES && is_deleted (at, link) && is_near (at, session); voice++)
    {
      if (is_there (at, voice) && names (at, voice, EAR_CONTRIBUTION_SESSION, session))
        return TRUE;
    }
  for (guint voice = 0; voice < N_VOICES && is_live (at, link); voice++)
    {
      if (is_beside (at, voice, session, FALSE))
        return TRUE;
    }
  return FALSE;
}

void
ear_laptops_expect (EarLaptops *self, const Laptop *laptop, guint record, const PartScope *scope, guint64 *least, guint64 *most)
{
  static const guint64 whereabouts = 1 << EAR_FIELD_DELETED | 1 << EAR_CONTRIBUTION_SESSION | 1 << EAR_CONTRIBUTION_PARTICIPANT
                                     | G_GUINT64_CONSTANT (1) << EAR_CONTRIBUTION_PERMISSION;
  const Reckoning at = { self, &laptop->known, scope };
  EarKind kind = ear_laptops_record_kind (record);
  gboolean is_part = scope->session < N_RECORDS || scope->group < N_RECORDS;
  guint64 all = known_fields (&at, record) & ear_laptops_lets_out (self, &laptop->known, record);
  gboolean whole = scope->all;

  *least = *most = 0;
  if (ear_knowledge_has_erased (&laptop->known, record) || (!is_part && !whole && kind != EAR_KIND_THEME && kind != EAR_KIND_GROUP))
    return;
  if (whole)
    {
      *least = *most = all;
      return;
    }
  switch (kind)
    {
    case EAR_KIND_THEME:
    case EAR_KIND_GROUP:
      whole = TRUE;
      break;
    case EAR_KIND_CONTRIBUTION:
      whole = is_about (&at, record);
      *least = may_have_left (&at, record) ? all & whereabouts : 0;
      *most = all & whereabouts;
      break;
    case EAR_KIND_SESSION:
      whole = record == scope->session || is_named_in_part (&at, EAR_CONTRIBUTION_SESSION, record);
      /* Another one, where a voice of this may be, says what may be done with it. */
      *most = all & reason_fields (kind);
      break;
    case EAR_KIND_PARTICIPANT:
      whole = is_named_in_part (&at, EAR_CONTRIBUTION_PARTICIPANT, record);
      *most = all & reason_fields (kind);
      break;
    case EAR_KIND_CONTRIBUTION_GROUP:
      whole = has_voice_link (&at, record);
      break;
    case EAR_KIND_PARTICIPANT_GROUP:
      whole = has_speaker_link (&at, record);
      break;
    case EAR_KIND_SESSION_GROUP:
      whole = has_session_link (&at, record);
      *least = *most = tells_session_link (&at, record) ? all & reason_fields (kind) : 0;
      break;
    default:
      whole = is_about (&at, ear_laptops_coded_voice (record));
    }
  if (whole)
    *least = *most = all;
}
