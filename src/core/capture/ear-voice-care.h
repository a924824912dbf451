/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is set on a voice beside its words: what may be done with it, and whether somebody has to be kept safe. On the
 * workbook's thread. No GTK here. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

/* What may be done with a voice. */
typedef struct
{
  EarId id;
  char *permission; /* (nullable) a word of EAR_TERMS_PERMISSION; %NULL: as its speaker or session says */
  EarRecord *was, *after; /* of work that takes a decision back; else NULL */
} EarVoicePermission;

EarVoicePermission *ear_voice_permission_new (const EarId *id, const char *permission);
EarVoicePermission *ear_voice_permission_copy (const EarVoicePermission *work);
void ear_voice_permission_free (EarVoicePermission *work);
gpointer ear_voice_permission_job (EarStore *store, gpointer work, GCancellable *cancellable, GError **error);

/* A worry about somebody's safety. It stays on this laptop, like the organisation's procedure. */
typedef struct
{
  EarId id;
  char *words;     /* (nullable) the voice's, in one line */
  gboolean flagged;
  char *note;      /* (nullable) */
  char *procedure; /* (nullable) what the organisation says is to be done */
  char *phone;     /* (nullable) whom to ring */
} EarSafeguarding;

EarSafeguarding *ear_safeguarding_new (const EarId *id);
void ear_safeguarding_free (EarSafeguarding *safeguarding);
gpointer ear_safeguarding_load_job (EarStore *store, gpointer id, GCancellable *cancellable, GError **error);
gpointer ear_safeguarding_save_job (EarStore *store, gpointer safeguarding, GCancellable *cancellable, GError **error);
gpointer ear_safeguarding_save_procedure_job (EarStore *store, gpointer safeguarding, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarVoicePermission, ear_voice_permission_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarSafeguarding, ear_safeguarding_free)

G_END_DECLS
