/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filters of the Voices page: a chip with a remove button for each that is on, a finder for one more, those that were given
 * a name, and what comes first. */
#pragma once

#include <adwaita.h>

#include "ear-voice-query.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_VOICE_FILTERS (ear_voice_filters_get_type ())
G_DECLARE_FINAL_TYPE (EarVoiceFilters, ear_voice_filters, EAR, VOICE_FILTERS, AdwBin)

/* What the filters need from the workbook. */
typedef struct
{
  GPtrArray *groups, *themes; /* EarTreeRow */
  GPtrArray *choices;         /* EarTreeRow of ear-filter-choice.h */
  GPtrArray *saved;           /* EarSavedFilter */
  guint64 state;              /* of the workbook: while it is the same, so are the lists but for the saved filters */
} EarFilterNames;

/* @known: the state of what is there already: where it is still the same, there is only "saved". */
EarFilterNames *ear_filter_names_load (EarStore *store, const EarVoiceQuery *query, guint64 known, GError **error);
void ear_filter_names_free (EarFilterNames *names);

void ear_voice_filters_set_workbook (EarVoiceFilters *filters, EarWorkbook *workbook);
void ear_voice_filters_set_query (EarVoiceFilters *filters, const EarVoiceQuery *query);
const EarVoiceQuery *ear_voice_filters_get_query (EarVoiceFilters *filters);
void ear_voice_filters_set_names (EarVoiceFilters *filters, const EarFilterNames *names);
/* What is searched for, so that counts and saved filters are of what is shown. */
void ear_voice_filters_set_search (EarVoiceFilters *filters, const char *search);
void ear_voice_filters_clear (EarVoiceFilters *filters);
void ear_voice_filters_ask (EarVoiceFilters *filters);
void ear_voice_filters_show_saved (EarVoiceFilters *filters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarFilterNames, ear_filter_names_free)

G_END_DECLS
