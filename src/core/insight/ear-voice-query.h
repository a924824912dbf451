/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An EarVoiceFilter that owns what it points to, for a page to keep and a thread to take along. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

/* An id that is EAR_ID_NONE, and a string that is NULL, lets every voice pass. */
typedef struct
{
  char *search;
  EarId group, also_group, theme, also_theme, priority, place, session, organisation;
  char *coder;
  char *from, *to; /* days; see EarVoiceFilter */
  char *feeling, *permission;
  gboolean uncoded;
  gboolean needs_look;
  char *unanswered_before;
  EarId action;
  EarVoiceSort sort;
  gboolean oldest_first;
  gboolean blind; /* voices are shown with the themes that were given here, without those of others */
} EarVoiceQuery;

EarVoiceQuery *ear_voice_query_new (const EarVoiceFilter *filter);
EarVoiceQuery *ear_voice_query_copy (const EarVoiceQuery *query);
void ear_voice_query_free (EarVoiceQuery *query);
gboolean ear_voice_query_is_empty (const EarVoiceQuery *query);
EarVoiceFilter ear_voice_query_filter (const EarVoiceQuery *query);
/* As a line of text, without what is only about showing, and back; NULL where it is none. */
char *ear_voice_query_to_text (const EarVoiceQuery *query);
EarVoiceQuery *ear_voice_query_from_text (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarVoiceQuery, ear_voice_query_free)

G_END_DECLS
