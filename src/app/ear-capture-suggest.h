/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the capture line offers while a theme or a speaker is typed. No GTK here. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

typedef struct
{
  char *label; /* what a person reads */
  char *word;  /* what stands in the line, after the sign */
} EarSuggestion;

/* (transfer full) (element-type EarSuggestion); @known: what is typed is a whole name already */
GPtrArray *ear_suggest_themes (GPtrArray *themes, const GArray *just_used, const char *typed, gboolean *known);
GPtrArray *ear_suggest_speakers (GPtrArray *speakers, const char *typed, gboolean *known);

G_END_DECLS
