/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Voices as the capture line adds and changes them, on the workbook's thread. Each piece of work is one transaction:
 * a voice is there with its speaker and its themes, or not at all. No GTK here. */
#pragma once

#include "ear-capture-parser.h"
#include "ear-take-back.h"

G_BEGIN_DECLS

typedef struct
{
  EarRecord *session;   /* the session as the page knew it; written when it is not there yet */
  EarRecord *voice;     /* (nullable) the voice that is changed, as it was when the change began */
  EarId id;             /* the voice's */
  EarId item;           /* of an Assembly's agenda, to which it is said; EAR_ID_NONE: none, or as it was */
  const char *stance;   /* (nullable) a word of EAR_TERMS_STANCE */
  EarCapture capture;
  GArray *themes;       /* EarId, for capture.themes */
  gint64 position;      /* where a new voice stands in the session; 0: last, and then where that was */
  GPtrArray *before;    /* (nullable) EarCodebookBefore, where it is to be taken back one day; the work's own */
} EarVoiceWork;

/* A voice put back into the line. */
typedef struct
{
  EarRecord *voice;
  char *line;
} EarVoiceLine;

EarVoiceWork *ear_voice_work_new (const EarRecord *session, const EarId *id, const char *line, GPtrArray *themes);
void ear_voice_work_free (EarVoiceWork *work);
gboolean ear_voice_work_do (EarStore *store, EarVoiceWork *work, GError **error);
gpointer ear_voice_work_job (EarStore *store, gpointer work, GCancellable *cancellable, GError **error);

void ear_voice_line_free (EarVoiceLine *line);
gpointer ear_voice_line_job (EarStore *store, gpointer id, GCancellable *cancellable, GError **error);

gboolean ear_session_ensure (EarStore *store, const EarRecord *session, EarCodebookBefore *before, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarVoiceLine, ear_voice_line_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarVoiceWork, ear_voice_work_free)

G_END_DECLS
