/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of ear-fields.h stand for the names of ear-kind.c, and what a kind says of itself makes sense. */
#include "ear-fields.h"
#include "ear-kind.h"

#define F(KIND_, FIELD_) { EAR_KIND_##KIND_, EAR_##KIND_##_##FIELD_, #FIELD_ }

static const struct
{
  EarKind kind;
  guint field;
  const char *name;
} fields[] = {
  /* clang-format off */
  F (ORGANISATION, NAME), F (ORGANISATION, SECTOR), F (ORGANISATION, NOTES), F (ORGANISATION, CONTACT),
  F (DEVICE, NAME), F (DEVICE, ORGANISATION), F (DEVICE, SIGNING_KEY), F (DEVICE, SEALING_KEY), F (DEVICE, REVOKED),
  F (DEVICE, CODEBOOK_VERSION), F (DEVICE, CODEBOOK_PUBLISHED), F (DEVICE, REPLACES),
  F (PLACE, NAME), F (PLACE, LEVEL), F (PLACE, PARENT), F (PLACE, CODE), F (PLACE, POPULATION),
  F (PLACE, POPULATION_YEAR), F (PLACE, SOURCE), F (PLACE, SECTION),
  F (GROUP, NAME), F (GROUP, PARENT), F (GROUP, CATEGORY), F (GROUP, DESCRIPTION), F (GROUP, SOURCE),
  F (GROUP, SECTION),
  F (THEME, NAME), F (THEME, PARENT), F (THEME, NATURE), F (THEME, SLUG), F (THEME, DEFINITION), F (THEME, USE_WHEN),
  F (THEME, NOT_WHEN), F (THEME, EXAMPLES), F (THEME, COLOUR), F (THEME, POSITION), F (THEME, RETIRED),
  F (THEME, MERGED_INTO), F (THEME, SOURCE), F (THEME, SECTION), F (THEME, SPLIT_FROM),
  F (STRATEGY, TITLE), F (STRATEGY, SHORT), F (STRATEGY, SLUG), F (STRATEGY, PUBLISHER), F (STRATEGY, FROM),
  F (STRATEGY, TO), F (STRATEGY, REVISED), F (STRATEGY, SOURCE), F (STRATEGY, SECTION), F (STRATEGY, RETIRED),
  F (PRIORITY, STRATEGY), F (PRIORITY, PARENT), F (PRIORITY, SLUG), F (PRIORITY, CODE), F (PRIORITY, LABEL),
  F (PRIORITY, NATURE), F (PRIORITY, POPULATION), F (PRIORITY, PILLAR), F (PRIORITY, POSITION), F (PRIORITY, SOURCE),
  F (PRIORITY, SECTION),
  F (MAPPING, THEME), F (MAPPING, PRIORITY), F (MAPPING, REASON),
  F (SESSION, TITLE), F (SESSION, NATURE), F (SESSION, STARTED), F (SESSION, ENDED), F (SESSION, PLACE),
  F (SESSION, VENUE), F (SESSION, ORGANISATION), F (SESSION, LANGUAGE), F (SESSION, FACILITATORS),
  F (SESSION, INTERPRETER), F (SESSION, CONSENT_BASIS), F (SESSION, CONSENT_EXPLAINED), F (SESSION, CONSENT_DATE),
  F (SESSION, PERMISSION), F (SESSION, PROJECT), F (SESSION, PEOPLE), F (SESSION, SOURCE), F (SESSION, NOTES),
  F (SESSION, PRIVATE_NOTES),
  F (SESSION_GROUP, SESSION), F (SESSION_GROUP, GROUP), F (SESSION_GROUP, PEOPLE),
  F (PARTICIPANT, LABEL), F (PARTICIPANT, NATURE), F (PARTICIPANT, SECTOR), F (PARTICIPANT, SESSION), F (PARTICIPANT, CODE_WORD),
  F (PARTICIPANT, AGE_BAND), F (PARTICIPANT, LANGUAGE), F (PARTICIPANT, ACCESS_NEEDS), F (PARTICIPANT, PLACE),
  F (PARTICIPANT, PEOPLE), F (PARTICIPANT, CONSENT_BASIS), F (PARTICIPANT, CONSENT_DATE), F (PARTICIPANT, PERMISSION),
  F (PARTICIPANT, CONTACT),
  F (PARTICIPANT_GROUP, PARTICIPANT), F (PARTICIPANT_GROUP, GROUP),
  F (CONTRIBUTION, SESSION), F (CONTRIBUTION, POSITION), F (CONTRIBUTION, PARTICIPANT), F (CONTRIBUTION, PLACE),
  F (CONTRIBUTION, TEXT), F (CONTRIBUTION, LANGUAGE), F (CONTRIBUTION, ORIGINAL), F (CONTRIBUTION, ORIGINAL_LANGUAGE),
  F (CONTRIBUTION, TRANSLATOR), F (CONTRIBUTION, FEELING), F (CONTRIBUTION, VERBATIM), F (CONTRIBUTION, PERMISSION),
  F (CONTRIBUTION, SAID_AT), F (CONTRIBUTION, REF), F (CONTRIBUTION, SOURCE), F (CONTRIBUTION, SECTION),
  F (CONTRIBUTION, PRIVATE_NOTE), F (CONTRIBUTION, SAFEGUARDING), F (CONTRIBUTION, SAFEGUARDING_NOTE),
  F (CONTRIBUTION_GROUP, CONTRIBUTION), F (CONTRIBUTION_GROUP, GROUP),
  F (CODING, CONTRIBUTION), F (CODING, THEME), F (CODING, CODER), F (CODING, START), F (CODING, END), F (CODING, QUOTE),
  F (CODING, MEMO),
  F (ACTION, TITLE), F (ACTION, ORGANISATION), F (ACTION, DUE), F (ACTION, OUTCOME), F (ACTION, EVIDENCE),
  F (ACTION_CONTRIBUTION, ACTION), F (ACTION_CONTRIBUTION, CONTRIBUTION),
  F (ACTION_THEME, ACTION), F (ACTION_THEME, THEME),
  F (ACTION_PRIORITY, ACTION), F (ACTION_PRIORITY, PRIORITY),
  F (ACTION_GROUP, ACTION), F (ACTION_GROUP, GROUP),
  F (ACTION_STEP, ACTION), F (ACTION_STEP, STATUS), F (ACTION_STEP, HAPPENED), F (ACTION_STEP, ORGANISATION),
  F (ACTION_STEP, ANSWER), F (ACTION_STEP, TRANSLATED), F (ACTION_STEP, TRANSLATED_LANGUAGE), F (ACTION_STEP, EVIDENCE),
  F (ACTION_TELLING, ACTION), F (ACTION_TELLING, GROUP), F (ACTION_TELLING, TOLD_ON), F (ACTION_TELLING, TOLD_HOW),
  F (COPRODUCTION, TITLE), F (COPRODUCTION, PROJECT), F (COPRODUCTION, HAPPENED), F (COPRODUCTION, STAGE),
  F (COPRODUCTION, RUNG), F (COPRODUCTION, ORGANISATION), F (COPRODUCTION, HOURS), F (COPRODUCTION, REWARD),
  F (COPRODUCTION, DECISION), F (COPRODUCTION, INFLUENCE),
  F (COPRODUCTION_GROUP, COPRODUCTION), F (COPRODUCTION_GROUP, GROUP), F (COPRODUCTION_GROUP, PEOPLE),
  F (AGENDA_ITEM, SESSION), F (AGENDA_ITEM, POSITION), F (AGENDA_ITEM, NATURE), F (AGENDA_ITEM, WORDING),
  F (AGENDA_ITEM, MINUTES), F (AGENDA_ITEM, DECISION), F (AGENDA_ITEM, OUTCOME),
  F (AGENDA_INPUT, CONTRIBUTION), F (AGENDA_INPUT, ITEM), F (AGENDA_INPUT, STANCE),
  F (AGENDA_SUPPORT, ITEM), F (AGENDA_SUPPORT, PARTICIPANT), F (AGENDA_SUPPORT, METHOD), F (AGENDA_SUPPORT, HAPPENED),
  F (AGENDA_SUPPORT, WORDING), F (AGENDA_SUPPORT, DOTS), F (AGENDA_SUPPORT, FOR), F (AGENDA_SUPPORT, AGAINST),
  F (AGENDA_SUPPORT, UNSURE), F (AGENDA_SUPPORT, FIST), F (AGENDA_SUPPORT, ONE), F (AGENDA_SUPPORT, TWO),
  F (AGENDA_SUPPORT, THREE), F (AGENDA_SUPPORT, FOUR), F (AGENDA_SUPPORT, FIVE),
  F (AGENDA_ACTION, ITEM), F (AGENDA_ACTION, ACTION),
  F (TARGET, GROUP), F (TARGET, PLACE), F (TARGET, FROM), F (TARGET, UNTIL), F (TARGET, VOICES), F (TARGET, SESSIONS),
  F (TARGET, REASON),
  /* clang-format on */
};

static void
test_numbers_are_names (void)
{
  guint n_fields = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *lower = g_ascii_strdown (fields[i].name, -1);
      guint found;

      g_strdelimit (lower, "_", '-');
      g_assert_cmpstr (ear_field_info (fields[i].kind, fields[i].field)->name, ==, lower);
      g_assert_true (ear_field_from_name (fields[i].kind, lower, &found));
      g_assert_cmpuint (found, ==, fields[i].field);
    }
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    n_fields += ear_kind_info ((EarKind) kind)->n_fields - 1;
  g_assert_cmpuint (n_fields, ==, G_N_ELEMENTS (fields));
}

static void
test_names (void)
{
  EarKind found;
  guint field;

  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      const EarKindInfo *info = ear_kind_info ((EarKind) kind);

      g_assert_cmpuint (info->kind, ==, kind);
      g_assert_true (ear_kind_from_name (info->name, &found));
      g_assert_cmpuint (found, ==, kind);
      g_assert_cmpstr (info->fields[EAR_FIELD_DELETED].name, ==, "deleted");
      g_assert_cmpuint (info->fields[EAR_FIELD_DELETED].type, ==, EAR_TYPE_BOOLEAN);
    }
  g_assert_false (ear_kind_from_name ("record", &found));
  g_assert_false (ear_field_from_name (EAR_KIND_SESSION, "text", &field));
}

/* A bundle's order: what must be there comes before what refers to it. A participant's session and an
 * organisation's device are in that order too; only a tree refers to its own kind. */
static void
test_order (void)
{
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      for (guint i = 0; i < ear_kind_info ((EarKind) kind)->n_fields; i++)
        {
          const EarFieldInfo *info = ear_field_info ((EarKind) kind, i);

          if (info->type == EAR_TYPE_REFERENCE)
            g_assert_cmpuint (info->target, <=, kind);
          if (info->flags & EAR_FIELD_REQUIRED)
            g_assert_cmpuint (info->flags & EAR_FIELD_LOCAL, ==, 0);
        }
    }
}

static void
test_trees (void)
{
  static const EarKind trees[] = { EAR_KIND_PLACE, EAR_KIND_GROUP, EAR_KIND_THEME, EAR_KIND_PRIORITY };
  guint n = 0;

  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      int parent = ear_kind_parent_field ((EarKind) kind);

      if (parent < 0)
        continue;
      g_assert_cmpuint (kind, ==, trees[n++]);
      g_assert_cmpuint (ear_field_info ((EarKind) kind, (guint) parent)->target, ==, kind);
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (trees));
}

/* What must never leave the laptop, by name: taking the mark off a field is to be a decision. */
static void
test_local_fields (void)
{
  static const struct
  {
    EarKind kind;
    guint field;
  } local[] = {
    { EAR_KIND_ORGANISATION, EAR_ORGANISATION_CONTACT },          { EAR_KIND_SESSION, EAR_SESSION_PRIVATE_NOTES },
    { EAR_KIND_PARTICIPANT, EAR_PARTICIPANT_CONTACT },            { EAR_KIND_CONTRIBUTION, EAR_CONTRIBUTION_PRIVATE_NOTE },
    { EAR_KIND_CONTRIBUTION, EAR_CONTRIBUTION_SAFEGUARDING },     { EAR_KIND_CONTRIBUTION, EAR_CONTRIBUTION_SAFEGUARDING_NOTE },
  };
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (local); i++)
    g_assert_true (ear_field_info (local[i].kind, local[i].field)->flags & EAR_FIELD_LOCAL);
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      for (guint i = 0; i < ear_kind_info ((EarKind) kind)->n_fields; i++)
        n += (ear_field_info ((EarKind) kind, i)->flags & EAR_FIELD_LOCAL) != 0;
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (local));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/kind/numbers-are-names", test_numbers_are_names);
  g_test_add_func ("/model/kind/names", test_names);
  g_test_add_func ("/model/kind/order", test_order);
  g_test_add_func ("/model/kind/trees", test_trees);
  g_test_add_func ("/model/kind/local-fields", test_local_fields);
  return g_test_run ();
}
