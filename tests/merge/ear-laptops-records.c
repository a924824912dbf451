/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which records there are on the laptops, by number. */
#include "ear-laptops-private.h"

EarKind
ear_laptops_record_kind (guint record)
{
  static const struct
  {
    guint first;
    EarKind kind;
  } kinds[] = {
    { FIRST_SESSION_GROUP, EAR_KIND_SESSION_GROUP },
    { FIRST_SPEAKER_GROUP, EAR_KIND_PARTICIPANT_GROUP },
    { FIRST_VOICE_GROUP, EAR_KIND_CONTRIBUTION_GROUP },
    { FIRST_SPEAKER, EAR_KIND_PARTICIPANT },
    { FIRST_GROUP, EAR_KIND_GROUP },
    { FIRST_SESSION, EAR_KIND_SESSION },
    { FIRST_CODING, EAR_KIND_CODING },
    { FIRST_THEME, EAR_KIND_THEME },
    { 0, EAR_KIND_CONTRIBUTION },
  };
  guint i = 0;

  while (record < kinds[i].first)
    i++;
  return kinds[i].kind;
}

guint
ear_laptops_coded_voice (guint coding)
{
  return (coding - FIRST_CODING) / N_THEMES;
}

guint
ear_laptops_link_end (guint link)
{
  if (link >= FIRST_SESSION_GROUP)
    return FIRST_SESSION + (link - FIRST_SESSION_GROUP) / N_GROUPS;
  if (link >= FIRST_SPEAKER_GROUP)
    return FIRST_SPEAKER + (link - FIRST_SPEAKER_GROUP) / N_GROUPS;
  return (link - FIRST_VOICE_GROUP) / N_GROUPS;
}

/* Each thing that is linked has as many links as there are groups. */
guint
ear_laptops_link_group (guint link)
{
  return FIRST_GROUP + (link - FIRST_VOICE_GROUP) % N_GROUPS;
}

static EarId
make_id (guint record)
{
  EarId id = { { 1, 2, 3, 4, 5, 6, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, (guint8) record } };
  EarKind kind = ear_laptops_record_kind (record);
  EarId one, other;

  if (kind != EAR_KIND_CODING && record < FIRST_VOICE_GROUP)
    return id;
  one = make_id (kind == EAR_KIND_CODING ? ear_laptops_coded_voice (record) : ear_laptops_link_end (record));
  other = make_id (kind == EAR_KIND_CODING ? FIRST_THEME + (record - FIRST_CODING) % N_THEMES : ear_laptops_link_group (record));
  return ear_id_derive_link (ear_kind_info (kind)->name, &one, &other);
}

EarId
ear_laptops_record_id (guint record)
{
  static EarId ids[N_RECORDS];
  static gboolean made;

  for (guint i = 0; !made && i < N_RECORDS; i++)
    ids[i] = make_id (i);
  made = TRUE;
  return ids[record];
}
