/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the people in the room may see of their conversation while it is being recorded, so that they can correct it on
 * the spot. Decided here and nowhere else: what is not meant for the room never reaches its window. No GTK here. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

typedef struct
{
  EarId id;
  char *words, *language;             /* nullable: only counted; the translation where there are both */
  char *original, *original_language; /* nullable; there only beside a translation */
  const char *feeling;                /* (nullable) a word of EAR_TERMS_FEELING */
  gboolean verbatim;
  char *speaker;                      /* (nullable) a label */
  char *themes;                       /* (nullable) names, "; " between; shown only when somebody asks for them */
} EarRoomVoice;

typedef struct
{
  char *title;       /* (nullable) the session's */
  GPtrArray *voices; /* EarRoomVoice, in the order they were said */
  guint n_earlier;   /* more than these, said before them */
} EarRoomView;

EarRoomVoice *ear_room_voice_new (const EarVoice *voice);
void ear_room_voice_free (EarRoomVoice *voice);
gboolean ear_room_voice_equal (const EarRoomVoice *one, const EarRoomVoice *other);

gpointer ear_room_job (EarStore *store, gpointer session, GCancellable *cancellable, GError **error);
void ear_room_view_free (EarRoomView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarRoomVoice, ear_room_voice_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarRoomView, ear_room_view_free)

G_END_DECLS
