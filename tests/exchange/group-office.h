/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook whose part of a group somebody gets, and what a voice of it may be of. */
#pragma once

#include "part-judge.h"
#include "travel-world.h"

G_BEGIN_DECLS

#define WORDS "said among ourselves"
#define LABEL "a speaker's label"

typedef struct
{
  char *folder;
  EarStore *store;
  EarRecord *group, *other_group, *session, *other_session, *speaker, *other_speaker, *voice;
  EarExportOptions options;
} Office;

EarRecord *office_add (EarStore *store, EarKind kind, guint field, const char *name);
void office_open (Office *office);
void office_close (Office *office);
void office_give (Office *office, guint field, const EarRecord *to);
EarId office_speaker_is_of (Office *office, const EarRecord *speaker, const EarRecord *group);
EarId office_voice_is_of (Office *office, const EarRecord *group);
void office_session_is_with (Office *office, const EarRecord *session, const EarRecord *group, guint people);
char *office_export (Office *office);
void office_assert_kept_back (Office *office, EarStore *had_it);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Office, office_close)

G_END_DECLS
