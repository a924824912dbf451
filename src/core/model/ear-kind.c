/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-kind.h"

#include "ear-fields.h"
#include "ear-terms.h"

#define LINE(name) { name, EAR_TYPE_LINE, EAR_FIELD_PLAIN, 0, NULL }
#define LINE_REQUIRED(name) { name, EAR_TYPE_LINE, EAR_FIELD_REQUIRED, 0, NULL }
#define PROSE(name) { name, EAR_TYPE_PROSE, EAR_FIELD_PLAIN, 0, NULL }
#define WORDS(name) { name, EAR_TYPE_PROSE, EAR_FIELD_WORDS, 0, NULL }
#define PRIVATE(name) { name, EAR_TYPE_PROSE, EAR_FIELD_LOCAL, 0, NULL }
#define FLAG(name) { name, EAR_TYPE_BOOLEAN, EAR_FIELD_PLAIN, 0, NULL }
#define PRIVATE_FLAG(name) { name, EAR_TYPE_BOOLEAN, EAR_FIELD_LOCAL, 0, NULL }
#define NUMBER(name) { name, EAR_TYPE_INTEGER, EAR_FIELD_PLAIN, 0, NULL }
#define NUMBER_REQUIRED(name) { name, EAR_TYPE_INTEGER, EAR_FIELD_REQUIRED, 0, NULL }
#define DAY(name) { name, EAR_TYPE_DAY, EAR_FIELD_PLAIN, 0, NULL }
#define MOMENT(name) { name, EAR_TYPE_MOMENT, EAR_FIELD_PLAIN, 0, NULL }
#define LANGUAGE(name) { name, EAR_TYPE_LANGUAGE, EAR_FIELD_PLAIN, 0, NULL }
#define TERM(name, list) { name, EAR_TYPE_TERM, EAR_FIELD_PLAIN, 0, list }
#define REF(name, kind) { name, EAR_TYPE_REFERENCE, EAR_FIELD_PLAIN, kind, NULL }
#define END(name, kind) { name, EAR_TYPE_REFERENCE, EAR_FIELD_REQUIRED, kind, NULL }
#define PARENT(kind) { "parent", EAR_TYPE_REFERENCE, EAR_FIELD_PARENT, kind, NULL }

static const EarFieldInfo organisation_fields[] = {
  FLAG ("deleted"),
  LINE_REQUIRED ("name"),
  TERM ("sector", EAR_TERMS_SECTOR),
  PROSE ("notes"),
  PRIVATE ("contact"),
};

static const EarFieldInfo device_fields[] = {
  FLAG ("deleted"),
  LINE_REQUIRED ("name"),
  REF ("organisation", EAR_KIND_ORGANISATION),
  LINE ("signing-key"),
  LINE ("sealing-key"),
  FLAG ("revoked"),
  LINE ("codebook-version"),
  DAY ("codebook-published"),
  REF ("replaces", EAR_KIND_DEVICE),
};

static const EarFieldInfo place_fields[] = {
  FLAG ("deleted"),
  LINE_REQUIRED ("name"),
  TERM ("level", EAR_TERMS_LEVEL),
  PARENT (EAR_KIND_PLACE),
  LINE ("code"),
  NUMBER ("population"),
  NUMBER ("population-year"),
  LINE ("source"),
  LINE ("section"),
};

static const EarFieldInfo group_fields[] = {
  FLAG ("deleted"),
  LINE_REQUIRED ("name"),
  PARENT (EAR_KIND_GROUP),
  TERM ("category", EAR_TERMS_GROUP_CATEGORY),
  PROSE ("description"),
  LINE ("source"),
  LINE ("section"),
};

static const EarFieldInfo theme_fields[] = {
  FLAG ("deleted"),
  LINE_REQUIRED ("name"),
  PARENT (EAR_KIND_THEME),
  TERM ("nature", EAR_TERMS_THEME_NATURE),
  LINE ("slug"),
  PROSE ("definition"),
  PROSE ("use-when"),
  PROSE ("not-when"),
  PROSE ("examples"),
  NUMBER ("colour"),
  NUMBER ("position"),
  FLAG ("retired"),
  REF ("merged-into", EAR_KIND_THEME),
  LINE ("source"),
  LINE ("section"),
  REF ("split-from", EAR_KIND_THEME),
};

static const EarFieldInfo strategy_fields[] = {
  FLAG ("deleted"),
  LINE_REQUIRED ("title"),
  LINE ("short"),
  LINE ("slug"),
  LINE ("publisher"),
  NUMBER ("from"),
  NUMBER ("to"),
  DAY ("revised"),
  LINE ("source"),
  LINE ("section"),
  FLAG ("retired"),
};

static const EarFieldInfo priority_fields[] = {
  FLAG ("deleted"),
  END ("strategy", EAR_KIND_STRATEGY),
  PARENT (EAR_KIND_PRIORITY),
  LINE ("slug"),
  LINE ("code"),
  LINE_REQUIRED ("label"),
  TERM ("nature", EAR_TERMS_PRIORITY_NATURE),
  TERM ("population", EAR_TERMS_POPULATION),
  LINE ("pillar"),
  NUMBER ("position"),
  LINE ("source"),
  LINE ("section"),
};

static const EarFieldInfo mapping_fields[] = {
  FLAG ("deleted"),
  END ("theme", EAR_KIND_THEME),
  END ("priority", EAR_KIND_PRIORITY),
  PROSE ("reason"),
};

static const EarFieldInfo session_fields[] = {
  FLAG ("deleted"),
  LINE ("title"),
  TERM ("nature", EAR_TERMS_SESSION_NATURE),
  MOMENT ("started"),
  MOMENT ("ended"),
  REF ("place", EAR_KIND_PLACE),
  LINE ("venue"),
  REF ("organisation", EAR_KIND_ORGANISATION),
  LANGUAGE ("language"),
  LINE ("facilitators"),
  TERM ("interpreter", EAR_TERMS_INTERPRETER),
  TERM ("consent-basis", EAR_TERMS_CONSENT),
  PROSE ("consent-explained"),
  DAY ("consent-date"),
  TERM ("permission", EAR_TERMS_PERMISSION),
  LINE ("project"),
  NUMBER ("people"),
  LINE ("source"),
  PROSE ("notes"),
  PRIVATE ("private-notes"),
};

static const EarFieldInfo session_group_fields[] = {
  FLAG ("deleted"),
  END ("session", EAR_KIND_SESSION),
  END ("group", EAR_KIND_GROUP),
  NUMBER ("people"),
};

static const EarFieldInfo participant_fields[] = {
  FLAG ("deleted"),
  LINE_REQUIRED ("label"),
  TERM ("nature", EAR_TERMS_PARTICIPANT_NATURE),
  TERM ("sector", EAR_TERMS_TABLE_SECTOR),
  REF ("session", EAR_KIND_SESSION),
  LINE ("code-word"),
  TERM ("age-band", EAR_TERMS_AGE_BAND),
  LANGUAGE ("language"),
  LINE ("access-needs"),
  REF ("place", EAR_KIND_PLACE),
  NUMBER ("people"),
  TERM ("consent-basis", EAR_TERMS_CONSENT),
  DAY ("consent-date"),
  TERM ("permission", EAR_TERMS_PERMISSION),
  PRIVATE ("contact"),
};

static const EarFieldInfo participant_group_fields[] = {
  FLAG ("deleted"),
  END ("participant", EAR_KIND_PARTICIPANT),
  END ("group", EAR_KIND_GROUP),
};

static const EarFieldInfo contribution_fields[] = {
  FLAG ("deleted"),
  REF ("session", EAR_KIND_SESSION),
  NUMBER ("position"),
  REF ("participant", EAR_KIND_PARTICIPANT),
  REF ("place", EAR_KIND_PLACE),
  WORDS ("text"),
  LANGUAGE ("language"),
  WORDS ("original"),
  LANGUAGE ("original-language"),
  LINE ("translator"),
  TERM ("feeling", EAR_TERMS_FEELING),
  FLAG ("verbatim"),
  TERM ("permission", EAR_TERMS_PERMISSION),
  MOMENT ("said-at"),
  LINE ("ref"),
  LINE ("source"),
  LINE ("section"),
  PRIVATE ("private-note"),
  PRIVATE_FLAG ("safeguarding"),
  PRIVATE ("safeguarding-note"),
};

static const EarFieldInfo contribution_group_fields[] = {
  FLAG ("deleted"),
  END ("contribution", EAR_KIND_CONTRIBUTION),
  END ("group", EAR_KIND_GROUP),
};

static const EarFieldInfo coding_fields[] = {
  FLAG ("deleted"),
  END ("contribution", EAR_KIND_CONTRIBUTION),
  END ("theme", EAR_KIND_THEME),
  LINE ("coder"),
  NUMBER ("start"),
  NUMBER ("end"),
  WORDS ("quote"),
  WORDS ("memo"),
};

static const EarFieldInfo action_fields[] = {
  FLAG ("deleted"),
  LINE_REQUIRED ("title"),
  REF ("organisation", EAR_KIND_ORGANISATION),
  DAY ("due"),
  PROSE ("outcome"),
  LINE ("evidence"),
};

static const EarFieldInfo action_contribution_fields[] = {
  FLAG ("deleted"),
  END ("action", EAR_KIND_ACTION),
  END ("contribution", EAR_KIND_CONTRIBUTION),
};

static const EarFieldInfo action_theme_fields[] = {
  FLAG ("deleted"),
  END ("action", EAR_KIND_ACTION),
  END ("theme", EAR_KIND_THEME),
};

static const EarFieldInfo action_priority_fields[] = {
  FLAG ("deleted"),
  END ("action", EAR_KIND_ACTION),
  END ("priority", EAR_KIND_PRIORITY),
};

static const EarFieldInfo action_group_fields[] = {
  FLAG ("deleted"),
  END ("action", EAR_KIND_ACTION),
  END ("group", EAR_KIND_GROUP),
};

static const EarFieldInfo action_step_fields[] = {
  FLAG ("deleted"),
  END ("action", EAR_KIND_ACTION),
  { "status", EAR_TYPE_TERM, EAR_FIELD_REQUIRED, 0, EAR_TERMS_STATUS },
  { "happened", EAR_TYPE_DAY, EAR_FIELD_REQUIRED, 0, NULL },
  REF ("organisation", EAR_KIND_ORGANISATION),
  PROSE ("answer"),
  PROSE ("translated"),
  LANGUAGE ("translated-language"),
  LINE ("evidence"),
};

static const EarFieldInfo action_telling_fields[] = {
  FLAG ("deleted"),
  END ("action", EAR_KIND_ACTION),
  END ("group", EAR_KIND_GROUP),
  DAY ("told-on"),
  LINE ("told-how"),
};

static const EarFieldInfo coproduction_fields[] = {
  FLAG ("deleted"),
  LINE_REQUIRED ("title"),
  LINE ("project"),
  DAY ("happened"),
  TERM ("stage", EAR_TERMS_STAGE),
  TERM ("rung", EAR_TERMS_RUNG),
  REF ("organisation", EAR_KIND_ORGANISATION),
  NUMBER ("hours"),
  LINE ("reward"),
  PROSE ("decision"),
  PROSE ("influence"),
};

static const EarFieldInfo coproduction_group_fields[] = {
  FLAG ("deleted"),
  END ("coproduction", EAR_KIND_COPRODUCTION),
  END ("group", EAR_KIND_GROUP),
  NUMBER ("people"),
};

static const EarFieldInfo agenda_item_fields[] = {
  FLAG ("deleted"),
  END ("session", EAR_KIND_SESSION),
  NUMBER ("position"),
  TERM ("nature", EAR_TERMS_AGENDA_NATURE),
  { "wording", EAR_TYPE_PROSE, EAR_FIELD_REQUIRED, 0, NULL },
  NUMBER ("minutes"),
  TERM ("decision", EAR_TERMS_DECISION),
  PROSE ("outcome"),
};

static const EarFieldInfo agenda_input_fields[] = {
  FLAG ("deleted"),
  END ("contribution", EAR_KIND_CONTRIBUTION),
  END ("item", EAR_KIND_AGENDA_ITEM),
  TERM ("stance", EAR_TERMS_STANCE),
};

static const EarFieldInfo agenda_support_fields[] = {
  FLAG ("deleted"),
  END ("item", EAR_KIND_AGENDA_ITEM),
  REF ("participant", EAR_KIND_PARTICIPANT),
  { "method", EAR_TYPE_TERM, EAR_FIELD_REQUIRED, 0, EAR_TERMS_METHOD },
  MOMENT ("happened"),
  PROSE ("wording"),
  NUMBER ("dots"),
  NUMBER ("for"),
  NUMBER ("against"),
  NUMBER ("unsure"),
  NUMBER ("fist"),
  NUMBER ("one"),
  NUMBER ("two"),
  NUMBER ("three"),
  NUMBER ("four"),
  NUMBER ("five"),
};

static const EarFieldInfo agenda_action_fields[] = {
  FLAG ("deleted"),
  END ("item", EAR_KIND_AGENDA_ITEM),
  END ("action", EAR_KIND_ACTION),
};

static const EarFieldInfo target_fields[] = {
  FLAG ("deleted"),
  REF ("group", EAR_KIND_GROUP),
  REF ("place", EAR_KIND_PLACE),
  DAY ("from"),
  DAY ("until"),
  NUMBER_REQUIRED ("voices"),
  NUMBER ("sessions"),
  PROSE ("reason"),
};

/* The numbers in ear-fields.h are indexes into the arrays above; a table that lost step does not compile. */
#define KIND(KIND_, stem, name_, table_)                                                                               \
  [EAR_KIND_##KIND_] = { EAR_KIND_##KIND_, name_, table_, G_N_ELEMENTS (stem##_fields), stem##_fields }
#define HOLD(KIND_, stem)                                                                                              \
  G_STATIC_ASSERT (G_N_ELEMENTS (stem##_fields) == EAR_##KIND_##_N_FIELDS);                                            \
  G_STATIC_ASSERT (G_N_ELEMENTS (stem##_fields) <= EAR_MAX_FIELDS)

HOLD (ORGANISATION, organisation);
HOLD (DEVICE, device);
HOLD (PLACE, place);
HOLD (GROUP, group);
HOLD (THEME, theme);
HOLD (STRATEGY, strategy);
HOLD (PRIORITY, priority);
HOLD (MAPPING, mapping);
HOLD (SESSION, session);
HOLD (SESSION_GROUP, session_group);
HOLD (PARTICIPANT, participant);
HOLD (PARTICIPANT_GROUP, participant_group);
HOLD (CONTRIBUTION, contribution);
HOLD (CONTRIBUTION_GROUP, contribution_group);
HOLD (CODING, coding);
HOLD (ACTION, action);
HOLD (ACTION_CONTRIBUTION, action_contribution);
HOLD (ACTION_THEME, action_theme);
HOLD (ACTION_PRIORITY, action_priority);
HOLD (ACTION_GROUP, action_group);
HOLD (ACTION_STEP, action_step);
HOLD (ACTION_TELLING, action_telling);
HOLD (COPRODUCTION, coproduction);
HOLD (COPRODUCTION_GROUP, coproduction_group);
HOLD (AGENDA_ITEM, agenda_item);
HOLD (AGENDA_INPUT, agenda_input);
HOLD (AGENDA_SUPPORT, agenda_support);
HOLD (AGENDA_ACTION, agenda_action);
HOLD (TARGET, target);

static const EarKindInfo kinds[EAR_N_KINDS] = {
  KIND (ORGANISATION, organisation, "organisation", "organisations"),
  KIND (DEVICE, device, "device", "devices"),
  KIND (PLACE, place, "place", "places"),
  KIND (GROUP, group, "group", "groups"),
  KIND (THEME, theme, "theme", "themes"),
  KIND (STRATEGY, strategy, "strategy", "strategies"),
  KIND (PRIORITY, priority, "priority", "priorities"),
  KIND (MAPPING, mapping, "mapping", "mappings"),
  KIND (SESSION, session, "session", "sessions"),
  KIND (SESSION_GROUP, session_group, "session-group", "session_groups"),
  KIND (PARTICIPANT, participant, "participant", "participants"),
  KIND (PARTICIPANT_GROUP, participant_group, "participant-group", "participant_groups"),
  KIND (CONTRIBUTION, contribution, "contribution", "contributions"),
  KIND (CONTRIBUTION_GROUP, contribution_group, "contribution-group", "contribution_groups"),
  KIND (CODING, coding, "coding", "codings"),
  KIND (ACTION, action, "action", "actions"),
  KIND (ACTION_CONTRIBUTION, action_contribution, "action-contribution", "action_contributions"),
  KIND (ACTION_THEME, action_theme, "action-theme", "action_themes"),
  KIND (ACTION_PRIORITY, action_priority, "action-priority", "action_priorities"),
  KIND (ACTION_GROUP, action_group, "action-group", "action_groups"),
  KIND (ACTION_STEP, action_step, "action-step", "action_steps"),
  KIND (ACTION_TELLING, action_telling, "action-telling", "action_tellings"),
  KIND (COPRODUCTION, coproduction, "coproduction", "coproductions"),
  KIND (COPRODUCTION_GROUP, coproduction_group, "coproduction-group", "coproduction_groups"),
  KIND (AGENDA_ITEM, agenda_item, "agenda-item", "agenda_items"),
  KIND (AGENDA_INPUT, agenda_input, "agenda-input", "agenda_inputs"),
  KIND (AGENDA_SUPPORT, agenda_support, "agenda-support", "agenda_supports"),
  KIND (AGENDA_ACTION, agenda_action, "agenda-action", "agenda_actions"),
  KIND (TARGET, target, "target", "targets"),
};

/**
 * ear_kind_info:
 *
 * Returns: (transfer none): the kind's names and fields. Any thread.
 */
const EarKindInfo *
ear_kind_info (EarKind kind)
{
  g_return_val_if_fail ((guint) kind < EAR_N_KINDS, NULL);

  return &kinds[kind];
}

gboolean
ear_kind_from_name (const char *name, EarKind *kind)
{
  for (guint i = 0; i < EAR_N_KINDS; i++)
    {
      if (g_str_equal (kinds[i].name, name))
        {
          *kind = (EarKind) i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * ear_field_info:
 *
 * Returns: (transfer none): what the field holds. Any thread.
 */
const EarFieldInfo *
ear_field_info (EarKind kind, guint field)
{
  g_return_val_if_fail ((guint) kind < EAR_N_KINDS && field < kinds[kind].n_fields, NULL);

  return &kinds[kind].fields[field];
}

gboolean
ear_field_from_name (EarKind kind, const char *name, guint *field)
{
  for (guint i = 0; i < kinds[kind].n_fields; i++)
    {
      if (g_str_equal (kinds[kind].fields[i].name, name))
        {
          *field = i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * ear_kind_parent_field:
 *
 * Returns: the field that makes records of this kind a tree, or -1 when they are no tree.
 */
int
ear_kind_parent_field (EarKind kind)
{
  for (guint i = 0; i < kinds[kind].n_fields; i++)
    {
      if (kinds[kind].fields[i].flags & EAR_FIELD_PARENT)
        return (int) i;
    }
  return -1;
}

/**
 * ear_kind_owner_field:
 *
 * A voice belongs to who said it; codings and links belong to their voice, or to the participant. When that one is
 * erased because consent was withdrawn, they are too.
 *
 * Returns: the field that says so, or -1 for kinds that belong to nobody.
 */
int
ear_kind_owner_field (EarKind kind)
{
  for (guint i = 0; i < kinds[kind].n_fields; i++)
    {
      const EarFieldInfo *field = &kinds[kind].fields[i];

      if (field->type == EAR_TYPE_REFERENCE
          && (field->target == EAR_KIND_PARTICIPANT || field->target == EAR_KIND_CONTRIBUTION))
        return (int) i;
    }
  return -1;
}

/**
 * ear_term_index:
 *
 * Returns: where @value stands in @terms, or -1.
 */
int
ear_term_index (const char *const *terms, const char *value)
{
  for (int i = 0; value != NULL && terms[i] != NULL; i++)
    {
      if (g_str_equal (terms[i], value))
        return i;
    }
  return -1;
}
