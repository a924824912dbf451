/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filters of the Voices page: drop-downs that unfold, and a chip with a remove button for each filter that is on. */
#pragma once

#include <adwaita.h>

#include "ear-voice-query.h"

G_BEGIN_DECLS

#define EAR_TYPE_VOICE_FILTERS (ear_voice_filters_get_type ())
G_DECLARE_FINAL_TYPE (EarVoiceFilters, ear_voice_filters, EAR, VOICE_FILTERS, AdwBin)

/* What the filters need from the workbook. */
typedef struct
{
  GPtrArray *groups, *themes; /* EarTreeRow */
  char *also_group, *also_theme, *organisation, *priority, *place, *session; /* (nullable) names of those in the query */
} EarFilterNames;

EarFilterNames *ear_filter_names_load (EarStore *store, const EarVoiceQuery *query, GError **error);
void ear_filter_names_free (EarFilterNames *names);

void ear_voice_filters_set_query (EarVoiceFilters *filters, const EarVoiceQuery *query);
const EarVoiceQuery *ear_voice_filters_get_query (EarVoiceFilters *filters);
void ear_voice_filters_set_names (EarVoiceFilters *filters, const EarFilterNames *names);
void ear_voice_filters_clear (EarVoiceFilters *filters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarFilterNames, ear_filter_names_free)

G_END_DECLS
