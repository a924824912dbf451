/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What voices can be filtered by: each kind of filter in words, and all that can be chosen, for a finder. */
#pragma once

#include "ear-voice-query.h"

G_BEGIN_DECLS

typedef enum
{
  EAR_FILTER_UNCODED,
  EAR_FILTER_LOOK,
  EAR_FILTER_GROUP,
  EAR_FILTER_ALSO_GROUP,
  EAR_FILTER_THEME,
  EAR_FILTER_ALSO_THEME,
  EAR_FILTER_PRIORITY,
  EAR_FILTER_PLACE,
  EAR_FILTER_SESSION,
  EAR_FILTER_ORGANISATION,
  EAR_FILTER_PERIOD,
  EAR_FILTER_CODER,
  EAR_FILTER_FEELING,
  EAR_FILTER_PERMISSION,
  EAR_FILTER_UNANSWERED,
  EAR_FILTER_ACTION,
  EAR_N_FILTERS
} EarFilterKind;

/* (element-type EarTreeRow), and what the query holds that is not among the others. The store's thread. */
GPtrArray *ear_filter_choices_load (EarStore *store, GPtrArray *groups, GPtrArray *themes, const EarVoiceQuery *query,
                                    GError **error);
EarFilterKind ear_filter_choice_get_kind (const EarTreeRow *choice);
gboolean ear_filter_choice_asks (const EarTreeRow *choice);
void ear_filter_choice_apply (const EarTreeRow *choice, EarVoiceQuery *query);

const char *ear_filter_kind_label (EarFilterKind kind);
gboolean ear_filter_is_on (EarFilterKind kind, const EarVoiceQuery *query);
void ear_filter_remove (EarFilterKind kind, EarVoiceQuery *query);
char *ear_filter_describe (EarFilterKind kind, const EarVoiceQuery *query, GPtrArray *choices);

G_END_DECLS
